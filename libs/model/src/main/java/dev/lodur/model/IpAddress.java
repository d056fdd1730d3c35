package dev.lodur.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a number of 128 bits; the two families never equal each other.
 *
 * <p>The text form is the usual one: IPv4 in four decimal numbers without leading zeros (RFC 6943, section 3.1.1), IPv6 as
 * RFC 4291, section 2.2 has it, without a zone. No names are looked up.
 *
 * @param high 0 for IPv4
 * @param low the 32 bits of IPv4
 */
public record IpAddress(boolean v6, long high, long low) {
    private static final int GROUPS = 8;

    /** The length of an address of this family. */
    public int bits() {
        return v6 ? 128 : 32;
    }

    /** Compares addresses of one family. */
    public int compare(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Reads the whole text as an address; null where it is none. */
    public static @Nullable IpAddress parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** Reads the whole range as an address in its usual text form; null where it is none. */
    public static @Nullable IpAddress parse(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ':') {
                return parseV6(bytes, from, to);
            }
        }
        long v4 = parseV4(bytes, from, to);
        return v4 < 0 ? null : new IpAddress(false, 0, v4);
    }

    /** Four numbers without leading zeros; -1 where the range is no IPv4 address. */
    private static long parseV4(byte[] bytes, int from, int to) {
        long address = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            int start = at;
            int value = 0;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 3) {
                value = value * 10 + (bytes[at++] - '0');
            }
            boolean leadingZero = at - start > 1 && bytes[start] == '0';
            if (at == start || leadingZero || value > 255) {
                return -1;
            }
            address = address << 8 | value;
            if (part < 3 && (at >= to || bytes[at++] != '.')) {
                return -1;
            }
        }
        return at == to ? address : -1;
    }

    private static @Nullable IpAddress parseV6(byte[] bytes, int from, int to) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = from;
        if (to - from >= 2 && bytes[from] == ':' && bytes[from + 1] == ':') {
            gap = 0;
            at += 2;
        }
        while (at < to && count < GROUPS) {
            int end = at;
            int value = 0;
            while (end < to && end - at < 5 && Character.digit(bytes[end], 16) >= 0) {
                value = value << 4 | Character.digit(bytes[end++], 16);
            }
            if (end < to && bytes[end] == '.') {
                long v4 = count <= GROUPS - 2 ? parseV4(bytes, at, to) : -1;
                if (v4 < 0) {
                    return null;
                }
                groups[count++] = (int) (v4 >>> 16);
                groups[count++] = (int) (v4 & 0xffff);
                at = to;
                break;
            }
            if (end == at || end - at > 4) {
                return null;
            }
            groups[count++] = value;
            at = end;
            if (at == to) {
                break;
            }
            if (bytes[at++] != ':' || at == to) {
                return null;
            }
            if (bytes[at] == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        if (at != to || (gap < 0) != (count == GROUPS)) {
            return null;
        }
        return ofGroups(groups, count, gap < 0 ? count : gap);
    }

    private static IpAddress ofGroups(int[] groups, int count, int gap) {
        int[] all = new int[GROUPS];
        System.arraycopy(groups, 0, all, 0, gap);
        System.arraycopy(groups, gap, all, GROUPS - (count - gap), count - gap);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | all[i];
            low = low << 16 | all[i + 4];
        }
        return new IpAddress(true, high, low);
    }
}
