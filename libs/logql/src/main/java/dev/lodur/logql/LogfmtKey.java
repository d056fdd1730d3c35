package dev.lodur.logql;

import org.jspecify.annotations.Nullable;

/** The key that an extraction of {@code | logfmt} names: ASCII letters, digits and underscores, or any in quotes. */
final class LogfmtKey {
    private LogfmtKey() {}

    /** What is wrong with a key, or null. */
    static @Nullable String error(String key) {
        if (key.isEmpty()) {
            return "syntax error: unexpected $end, expecting KEY";
        }
        if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
            return null;
        }
        for (int i = 0; i < key.length(); ) {
            int c = key.codePointAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && !(i > 0 && Lexer.isDigit(c))) {
                return "unexpected char " + Character.toString(c);
            }
            i += Character.charCount(c);
        }
        return null;
    }
}
