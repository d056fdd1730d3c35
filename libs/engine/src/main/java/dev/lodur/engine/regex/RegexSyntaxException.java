package dev.lodur.engine.regex;

/** The text is not a regular expression that {@link RegexParser} reads. */
final class RegexSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    RegexSyntaxException(String message) {
        super(message, null, false, false);
    }
}
