package dev.lodur.engine;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.IpAddress;
import dev.lodur.model.IpRange;
import dev.lodur.model.LodurException;

/**
 * The addresses that {@code ip("…")} names, which are searched for in text.
 *
 * <p>Thread-safe. Text is searched for addresses the way Loki does it: a run of characters that addresses are made of
 * counts where its beginning looks like one, and an IPv6 address is only seen where at least five characters are left.
 */
record IpSet(IpRange addresses) {
    private static final int V4_START_BYTES = 4;
    private static final int V6_START_BYTES = 5;

    /** Reads what stands between the quotes; anything else is {@link ErrorCode#INVALID_QUERY}. */
    static IpSet parse(String text) {
        IpRange addresses = IpRange.parse(text);
        if (addresses == null) {
            throw new LodurException(ErrorCode.INVALID_QUERY, IpRange.failure(text));
        }
        return new IpSet(addresses);
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
                if (address != null && addresses.contains(address)) {
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
