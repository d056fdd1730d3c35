package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;

/**
 * A piece of a template's text.
 *
 * @param position of its first character in the text
 * @param line in which it begins, from 1
 */
record Token(TokenType type, int position, String text, int line) {
    private static final int PRINTED_CHARACTERS = 10;

    boolean is(TokenType expected) {
        return type == expected;
    }

    /** The token as Go's error messages show it. */
    String shown() {
        if (type == TokenType.END_OF_TEXT) {
            return "EOF";
        }
        if (type == TokenType.ERROR) {
            return text;
        }
        if (type.compareTo(TokenType.BLOCK) >= 0) {
            return "<" + text + ">";
        }
        return text.length() > PRINTED_CHARACTERS
                ? GoQuote.quote(GoText.firstCharacters(text, PRINTED_CHARACTERS)) + "..."
                : GoQuote.quote(text);
    }
}
