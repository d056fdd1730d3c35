package dev.lodur.engine.template;

/** Finds the end of what may be a number in Go's syntax; whether it is one, its parser says. */
final class NumberSyntax {
    private NumberSyntax() {}

    static int end(String text, int start) {
        int at = afterAny(text, start, "+-");
        String digits = "0123456789_";
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
            String prefixed = prefixDigits(text, at);
            if (!prefixed.isEmpty()) {
                at++;
                digits = prefixed;
            }
        }
        at = afterRun(text, at, digits);
        if (at < text.length() && text.charAt(at) == '.') {
            at = afterRun(text, at + 1, digits);
        }
        boolean hexadecimal = digits.length() > 16;
        int exponent = digits.length() == 11 || hexadecimal ? afterAny(text, at, hexadecimal ? "pP" : "eE") : at;
        return exponent > at ? afterRun(text, afterAny(text, exponent, "+-"), "0123456789_") : at;
    }

    private static String prefixDigits(String text, int at) {
        return switch (at < text.length() ? text.charAt(at) : ' ') {
            case 'x', 'X' -> "0123456789abcdefABCDEF_";
            case 'o', 'O' -> "01234567_";
            case 'b', 'B' -> "01_";
            default -> "";
        };
    }

    private static int afterAny(String text, int at, String characters) {
        return at < text.length() && characters.indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
    }

    private static int afterRun(String text, int from, String characters) {
        int at = from;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
