package dev.lodur.engine.template;

import java.util.function.IntUnaryOperator;

/** Upper and lower case by single characters, as Go changes it. */
final class GoCase {
    private GoCase() {}

    static String lower(String text) {
        return mapped(text, Character::toLowerCase);
    }

    static String upper(String text) {
        return mapped(text, Character::toUpperCase);
    }

    private static String mapped(String text, IntUnaryOperator change) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) || change.applyAsInt(text.charAt(i)) != text.charAt(i)) {
                StringBuilder out = new StringBuilder(text.length());
                text.codePoints().map(change).forEach(out::appendCodePoint);
                return out.toString();
            }
        }
        return text;
    }

    /** Each first letter of a word in title case. */
    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int before = ' ';
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            int c = text.codePointAt(i);
            out.appendCodePoint(isSeparator(before) ? Character.toTitleCase(c) : c);
            before = c;
        }
        return out.toString();
    }

    private static boolean isSeparator(int c) {
        if (c < 0x80) {
            return !Character.isLetterOrDigit(c) && c != '_';
        }
        return !Character.isLetterOrDigit(c) && GoChars.isSpace(c);
    }
}
