package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;

/** Kinds of characters by Go's {@code unicode} package. */
final class GoChars {
    private GoChars() {}

    static boolean isPrintable(int codePoint) {
        return codePoint == '"'
                || codePoint == '\\'
                || GoQuote.quote(Character.toString(codePoint)).indexOf('\\') < 0;
    }

    /** Go's {@code unicode.IsSpace}. */
    static boolean isSpace(int codePoint) {
        return switch (codePoint) {
            case '\t', '\n', 0x0b, '\f', '\r', ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200a;
        };
    }
}
