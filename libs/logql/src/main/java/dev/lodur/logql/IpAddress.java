package dev.lodur.logql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** IP addresses in text form. No names are looked up, and IPv4 has no leading zeros (RFC 6943, section 3.1.1). */
public final class IpAddress {
    private static final int V6_GROUPS = 8;

    private IpAddress() {}

    /** The 4 or 16 bytes of an address, or null where the text is none. */
    public static byte @Nullable [] parse(String text) {
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static byte @Nullable [] parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = number(parts[i], 10, 3);
            if (value < 0 || value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
                return null;
            }
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte @Nullable [] parseV6(String text) {
        int zone = text.indexOf('%');
        String groups = zone < 0 ? text : text.substring(0, zone);
        int gap = groups.indexOf("::");
        byte[] head = groups(gap < 0 ? groups : groups.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(groups.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int bytes = head.length + tail.length;
        boolean complete = gap < 0 ? bytes == 2 * V6_GROUPS : bytes < 2 * V6_GROUPS;
        if (!complete || zone == text.length() - 1) {
            return null;
        }
        byte[] address = Arrays.copyOf(head, 2 * V6_GROUPS);
        System.arraycopy(tail, 0, address, address.length - tail.length, tail.length);
        return address;
    }

    /** The bytes of groups between colons, of which the last may be an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        if (parts.length > V6_GROUPS) {
            return null;
        }
        byte[] bytes = new byte[2 * parts.length + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            byte[] part = i == parts.length - 1 && parts[i].indexOf('.') >= 0 ? parseV4(parts[i]) : group(parts[i]);
            if (part == null) {
                return null;
            }
            System.arraycopy(part, 0, bytes, length, part.length);
            length += part.length;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static byte @Nullable [] group(String text) {
        int value = number(text, 16, 4);
        return value < 0 ? null : new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static int number(String text, int radix, int maxLength) {
        if (text.isEmpty() || text.length() > maxLength) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
