package dev.lodur.config;

import java.util.regex.Pattern;

/** Addresses of servers as people write them: a host, perhaps with a port, perhaps with {@code http://} before it. */
final class Addresses {
    /** Hosts with underscores exist, so this is not {@link java.net.URI}'s idea of a host. */
    private static final Pattern PLAIN =
            Pattern.compile("(?:https?://)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?/?");

    private Addresses() {}

    static boolean isPlain(String address) {
        return PLAIN.matcher(address).matches();
    }
}
