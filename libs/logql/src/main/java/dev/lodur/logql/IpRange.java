package dev.lodur.logql;

import dev.lodur.model.GoQuote;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that {@code ip("...")} means: one ({@code 10.0.0.1}), a network ({@code 10.0.0.0/8}) or a range ({@code
 * 10.0.0.1-10.0.0.9}), of IPv4 or IPv6.
 *
 * <p>The ends are inclusive and have 4 or 16 bytes each, the same number; they must not be changed.
 */
public record IpRange(byte[] first, byte[] last) {

    /** The addresses of a text, or null where it means none. */
    public static @Nullable IpRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return network(text.substring(0, slash), text.substring(slash + 1));
        }
        int dash = text.indexOf('-');
        byte[] first = IpAddress.parse(dash < 0 ? text : text.substring(0, dash));
        byte[] last = dash < 0 ? first : IpAddress.parse(text.substring(dash + 1));
        if (first == null || last == null || first.length != last.length) {
            return null;
        }
        return Arrays.compareUnsigned(first, last) <= 0 ? new IpRange(first, last) : null;
    }

    private static @Nullable IpRange network(String address, String bitsText) {
        byte[] base = IpAddress.parse(address);
        boolean isNumber = !bitsText.isEmpty()
                && bitsText.length() <= 3
                && bitsText.chars().allMatch(Lexer::isDigit)
                && (bitsText.length() == 1 || bitsText.charAt(0) != '0');
        if (base == null || !isNumber || Integer.parseInt(bitsText) > base.length * 8) {
            return null;
        }
        int bits = Integer.parseInt(bitsText);
        byte[] first = base.clone();
        byte[] last = base.clone();
        for (int bit = bits; bit < base.length * 8; bit++) {
            int mask = 0x80 >>> (bit & 7);
            first[bit >> 3] = (byte) (first[bit >> 3] & ~mask);
            last[bit >> 3] = (byte) (last[bit >> 3] | mask);
        }
        return new IpRange(first, last);
    }

    static @Nullable String error(String text) {
        return parse(text) == null ? "ip: invalid pattern: " + GoQuote.quote(text) : null;
    }

    /** Whether an address, as {@link IpAddress#parse} gives it, is one of these. */
    public boolean contains(byte[] address) {
        return address.length == first.length
                && Arrays.compareUnsigned(first, address) <= 0
                && Arrays.compareUnsigned(address, last) <= 0;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof IpRange other && Arrays.equals(first, other.first) && Arrays.equals(last, other.last);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(first), Arrays.hashCode(last));
    }
}
