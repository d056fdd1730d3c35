package dev.lodur.engine;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that {@code ip("…")} names: one, a CIDR block or a range, as the first and the last of them.
 *
 * <p>Thread-safe. Text is searched for addresses the way Loki does it: a run of characters that addresses are made of
 * counts where its beginning looks like one, and an IPv6 address is only seen where at least five characters are left.
 */
record IpSet(IpAddress first, IpAddress last) {
    private static final int V4_START_BYTES = 4;
    private static final int V6_START_BYTES = 5;

    /** Reads what stands between the quotes; anything else is {@link ErrorCode#INVALID_QUERY}. */
    static IpSet parse(String text) {
        IpAddress single = address(text);
        if (single != null) {
            return new IpSet(single, single);
        }
        int slash = text.indexOf('/');
        int dash = text.indexOf('-');
        IpSet set = slash >= 0
                ? block(text.substring(0, slash), text.substring(slash + 1))
                : dash >= 0 ? range(text.substring(0, dash), text.substring(dash + 1)) : null;
        if (set == null) {
            throw new LodurException(ErrorCode.INVALID_QUERY, "ip: invalid pattern: " + GoQuote.quote(text));
        }
        return set;
    }

    private static @Nullable IpAddress address(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IpAddress.parse(bytes, 0, bytes.length);
    }

    private static @Nullable IpSet block(String base, String length) {
        IpAddress address = address(base);
        boolean number = length.matches("0|[1-9][0-9]{0,2}");
        if (address == null || !number || Integer.parseInt(length) > address.bits()) {
            return null;
        }
        int hostBits = address.bits() - Integer.parseInt(length);
        long highMask = hostBits <= 64 ? 0 : hostBits == 128 ? -1L : (1L << (hostBits - 64)) - 1;
        long lowMask = hostBits >= 64 ? -1L : (1L << hostBits) - 1;
        return new IpSet(
                new IpAddress(address.v6(), address.high() & ~highMask, address.low() & ~lowMask),
                new IpAddress(address.v6(), address.high() | highMask, address.low() | lowMask));
    }

    private static @Nullable IpSet range(String from, String to) {
        IpAddress first = address(from);
        IpAddress last = address(to);
        boolean valid = first != null && last != null && first.v6() == last.v6() && first.compare(last) <= 0;
        return valid && first != null && last != null ? new IpSet(first, last) : null;
    }

    boolean contains(IpAddress address) {
        return address.v6() == first.v6() && address.compare(first) >= 0 && address.compare(last) <= 0;
    }

    /** Whether any address in the text belongs to the set. */
    boolean isIn(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            int end = at;
            if (looksLikeV4(bytes, at, to)) {
                end = spanEnd(bytes, at, to, false);
            } else if (looksLikeV6(bytes, at, to)) {
                end = spanEnd(bytes, at, to, true);
            }
            if (end > at) {
                IpAddress address = IpAddress.parse(bytes, at, end);
                if (address != null && contains(address)) {
                    return true;
                }
                at = end;
            }
        }
        return false;
    }

    private static boolean looksLikeV4(byte[] bytes, int at, int to) {
        return to - at >= V4_START_BYTES
                && bytes[at] >= '0'
                && bytes[at] <= '9'
                && (bytes[at + 1] == '.' || bytes[at + 2] == '.' || bytes[at + 3] == '.');
    }

    /** Up to four hexadecimal digits and a colon, or two colons and a digit. */
    private static boolean looksLikeV6(byte[] bytes, int at, int to) {
        if (to - at < V6_START_BYTES) {
            return false;
        }
        if (bytes[at] == ':') {
            return bytes[at + 1] == ':' && Character.digit(bytes[at + 2], 16) >= 0;
        }
        for (int i = at; i < at + V6_START_BYTES; i++) {
            if (bytes[i] == ':') {
                return true;
            }
            if (Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return false;
    }

    private static int spanEnd(byte[] bytes, int from, int to, boolean v6) {
        int at = from;
        while (at < to && isAddressCharacter(bytes[at], v6)) {
            at++;
        }
        return at;
    }

    private static boolean isAddressCharacter(byte b, boolean v6) {
        return b == '.' || (b >= '0' && b <= '9') || (v6 && (b == ':' || Character.digit(b, 16) >= 0));
    }
}
