package dev.lodur.ring.consul;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an ingester stands in its ring.
 *
 * @param prefix what the ring's keys begin with; ends with a slash
 * @param instance the id, unique in the ring
 * @param address host and port for gRPC, as others reach it
 * @param httpAddress host and port for HTTP
 * @param zone the failure zone, or empty
 * @param tokens how many places it has
 * @param file where it remembers tokens and session
 * @param sessionTimeToLive how long a session lives that is not renewed; Consul takes 10 s to a day and may take twice that
 * @param conflictPatience how long a live session of another process on the same id is waited for
 */
public record RingSettings(
        String prefix,
        String instance,
        String address,
        String httpAddress,
        String zone,
        int tokens,
        Path file,
        Duration sessionTimeToLive,
        Duration conflictPatience) {
    public static final Duration SESSION_TIME_TO_LIVE = Duration.ofSeconds(15);
    public static final Duration STEP_PERIOD = Duration.ofSeconds(5);
    /** Twice the time to live, which is how long the session of a process that died may last, and some more. */
    public static final Duration CONFLICT_PATIENCE = Duration.ofSeconds(45);

    public RingSettings {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix of keys ends with a slash, not '" + prefix + "'");
        }
        if (tokens < 1) {
            throw new IllegalArgumentException("num_tokens must be at least 1, is " + tokens);
        }
    }

    /** Where the members' keys are: below the prefix, so that other rings may have theirs beside it. */
    public static String membersPrefix(String prefix) {
        return prefix + "ring/";
    }

    String key() {
        return membersPrefix(prefix) + instance;
    }
}
