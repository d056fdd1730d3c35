package dev.lodur.logql;

/**
 * Number literals of the Go language: decimal, hexadecimal ({@code 0x}), octal ({@code 0o} or a leading 0), binary
 * ({@code 0b}), with fraction, exponent and underscores. Loki then reads them as decimal floats, so that of the others
 * only the spelling is checked.
 */
final class NumberText {
    private NumberText() {}

    /** Reads a literal whose first character is a digit, or a point before a digit. */
    static String scan(CharReader in, ErrorSink errors) {
        int start = in.index();
        int base = 10;
        boolean needsDigits = false;
        boolean octal = false;
        if (in.peek() == '0') {
            in.next();
            base = base(in.peek());
            needsDigits = base != 10;
            octal = base == 10 && Lexer.isDigit(in.peek());
            if (needsDigits) {
                in.next();
            }
        }
        int digits = digits(in, base);
        boolean fraction = in.peek() == '.';
        if (fraction) {
            in.next();
            digits += digits(in, base);
        }
        if (needsDigits && digits == 0) {
            throw errors.error(name(base) + " literal has no digits");
        }
        boolean exponent = exponent(in, base, errors);
        String text = in.from(start);
        if (octal && !fraction && !exponent) {
            checkOctal(text, errors);
        }
        return text;
    }

    private static int base(int c) {
        return switch (c) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private static int digits(CharReader in, int base) {
        int count = 0;
        while (isDigit(in.peek(), base) || in.peek() == '_') {
            in.next();
            count++;
        }
        return count;
    }

    private static boolean isDigit(int c, int base) {
        boolean letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        return Lexer.isDigit(c) || (base == 16 && letter);
    }

    /** Sizes like {@code 10PB} begin like an exponent, hence {@code p} is one only after hexadecimal digits. */
    private static boolean exponent(CharReader in, int base, ErrorSink errors) {
        int c = in.peek();
        boolean begins = base == 16 ? c == 'p' || c == 'P' : base == 10 && (c == 'e' || c == 'E');
        if (!begins) {
            return false;
        }
        in.next();
        if (in.peek() == '+' || in.peek() == '-') {
            in.next();
        }
        if (digits(in, 10) == 0) {
            throw errors.error("exponent has no digits");
        }
        return true;
    }

    private static void checkOctal(String text, ErrorSink errors) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '8' || c == '9') {
                throw errors.error("invalid digit '" + c + "' in octal literal");
            }
        }
    }

    private static String name(int base) {
        return switch (base) {
            case 16 -> "hexadecimal";
            case 8 -> "octal";
            default -> "binary";
        };
    }
}
