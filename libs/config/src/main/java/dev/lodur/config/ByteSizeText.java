package dev.lodur.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as Loki writes them: a whole number and {@code B}, {@code KB}, {@code MB}, {@code GB}, {@code TB}, {@code PB} or
 * {@code EB} in any case, all powers of 1024; the {@code B} may be left out, a bare number is bytes.
 *
 * <p>At most 63 bits. Text that does not parse is an {@link IllegalArgumentException}.
 */
public final class ByteSizeText {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,20})\\s*([KMGTPE]?)(?:I?B)?");
    private static final String UNITS = "KMGTPE";

    private ByteSizeText() {}

    /** The size in bytes. */
    public static long parse(String text) {
        Matcher parts = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number with a unit from B to EB");
        }
        int power = UNITS.indexOf(parts.group(2)) + 1;
        int shift = parts.group(2).isEmpty() ? 0 : 10 * power;
        BigInteger bytes = new BigInteger(parts.group(1)).shiftLeft(shift);
        if (bytes.bitLength() > 63) {
            throw new IllegalArgumentException("\"" + text + "\" is more than 8EB");
        }
        return bytes.longValueExact();
    }
}
