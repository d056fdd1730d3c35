package dev.lodur.model;

import org.jspecify.annotations.Nullable;

/**
 * The addresses that LogQL's {@code ip("...")} means: one ({@code 10.0.0.1}), a network ({@code 10.0.0.0/8}) or a range
 * ({@code 10.0.0.1-10.0.0.9}), of IPv4 or IPv6, as the first and the last of them.
 */
public record IpRange(IpAddress first, IpAddress last) {
    public IpRange {
        if (first.v6() != last.v6() || first.compare(last) > 0) {
            throw new IllegalArgumentException(first + " to " + last + " is no range");
        }
    }

    /** The addresses of a text, or null where it means none. */
    public static @Nullable IpRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return network(text.substring(0, slash), text.substring(slash + 1));
        }
        int dash = text.indexOf('-');
        IpAddress first = IpAddress.parse(dash < 0 ? text : text.substring(0, dash));
        IpAddress last = dash < 0 ? first : IpAddress.parse(text.substring(dash + 1));
        if (first == null || last == null || first.v6() != last.v6()) {
            return null;
        }
        return first.compare(last) <= 0 ? new IpRange(first, last) : null;
    }

    private static @Nullable IpRange network(String base, String length) {
        IpAddress address = IpAddress.parse(base);
        boolean number = length.matches("0|[1-9][0-9]{0,2}");
        if (address == null || !number || Integer.parseInt(length) > address.bits()) {
            return null;
        }
        int hostBits = address.bits() - Integer.parseInt(length);
        long highMask = hostBits <= 64 ? 0 : hostBits == 128 ? -1L : (1L << (hostBits - 64)) - 1;
        long lowMask = hostBits >= 64 ? -1L : (1L << hostBits) - 1;
        return new IpRange(
                new IpAddress(address.v6(), address.high() & ~highMask, address.low() & ~lowMask),
                new IpAddress(address.v6(), address.high() | highMask, address.low() | lowMask));
    }

    /** What is wrong with a text that means no addresses, in Loki's words. */
    public static String failure(String text) {
        return "ip: invalid pattern: " + GoQuote.quote(text);
    }

    public boolean contains(IpAddress address) {
        return address.v6() == first.v6() && address.compare(first) >= 0 && address.compare(last) <= 0;
    }
}
