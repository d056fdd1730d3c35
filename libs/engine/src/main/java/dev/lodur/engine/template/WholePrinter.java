package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.Locale;

/** Prints an integer by a verb of {@code printf}; one directive. */
final class WholePrinter {
    private static final int REPLACEMENT = 0xfffd;

    private final StringBuilder out;
    private final PrintFlags flags;

    WholePrinter(StringBuilder out, PrintFlags flags) {
        this.out = out;
        this.flags = flags;
    }

    /** Prints the number, or says that the verb does not fit. */
    boolean print(long number, int verb) {
        switch (verb) {
            case 'v', 'd' -> digits(number, Long.toString(number), "");
            case 'b' -> digits(number, Long.toString(number, 2), flags.sharp() ? "0b" : "");
            case 'o' -> digits(number, Long.toString(number, 8), flags.sharp() ? "0" : "");
            case 'O' -> digits(number, Long.toString(number, 8), "0o");
            case 'x' -> digits(number, Long.toString(number, 16), flags.sharp() ? "0x" : "");
            case 'X' -> digits(number, Long.toString(number, 16).toUpperCase(Locale.ROOT), flags.sharp() ? "0X" : "");
            case 'c' -> pad(Character.toString(codePoint(number)));
            case 'q' -> pad(quoted(codePoint(number)));
            case 'U' -> pad(unicode(number));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void digits(long number, String signed, String prefix) {
        if (flags.precision() == 0 && number == 0) {
            Padding.append(out, "", flags, flags.width(), false);
            return;
        }
        String digits = number < 0 ? signed.substring(1) : signed;
        String sign = number < 0 ? "-" : flags.plus() ? "+" : flags.space() ? " " : "";
        int least = flags.precision();
        if (!flags.hasPrecision() && flags.zero()) {
            least = flags.width() - sign.length();
        }
        String zeros = "0".repeat(Math.max(0, least - digits.length()));
        // An octal number that has a zero in front needs no other one.
        boolean prefixed = prefix.equals("0") && (!zeros.isEmpty() || digits.startsWith("0"));
        Padding.append(out, sign + (prefixed ? "" : prefix) + zeros + digits, flags, flags.width(), false);
    }

    private static int codePoint(long number) {
        boolean valid = number >= 0
                && number <= Character.MAX_CODE_POINT
                && (number < Character.MIN_SURROGATE || number > Character.MAX_SURROGATE);
        return valid ? (int) number : REPLACEMENT;
    }

    private String quoted(int codePoint) {
        if (codePoint == '\'') {
            return "'\\''";
        }
        if (codePoint == '"') {
            return "'\"'";
        }
        String text = Character.toString(codePoint);
        String quoted = flags.plus() ? AsciiQuote.quote(text) : GoQuote.quote(text);
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    private String unicode(long number) {
        String text = String.format(Locale.ROOT, "U+%04X", number);
        boolean shown =
                flags.sharp() && number >= 0 && number <= Character.MAX_CODE_POINT && GoChars.isPrintable((int) number);
        return shown ? text + " '" + Character.toString((int) number) + "'" : text;
    }

    private void pad(String text) {
        Padding.append(out, text, flags);
    }
}
