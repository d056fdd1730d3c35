package dev.lodur.engine.regex;

import org.jspecify.annotations.Nullable;

/** The ASCII classes that are written {@code [:name:]} inside brackets. */
final class PosixClasses {
    private PosixClasses() {}

    /** The set of a name, with {@code ^} before it negated; null where there is no such class. */
    static @Nullable CodePoints get(String name) {
        if (name.startsWith("^")) {
            CodePoints set = get(name.substring(1));
            return set == null ? null : set.negated();
        }
        CodePoints upper = CodePoints.of('A', 'Z');
        CodePoints lower = CodePoints.of('a', 'z');
        CodePoints letters = upper.union(lower);
        return switch (name) {
            case "alnum" -> letters.union(CodePoints.DIGITS);
            case "alpha" -> letters;
            case "ascii" -> CodePoints.of(0, 0x7f);
            case "blank" -> CodePoints.of('\t', '\t').union(CodePoints.of(' ', ' '));
            case "cntrl" -> CodePoints.of(0, 0x1f).union(CodePoints.of(0x7f, 0x7f));
            case "digit" -> CodePoints.DIGITS;
            case "graph" -> CodePoints.of('!', '~');
            case "lower" -> lower;
            case "print" -> CodePoints.of(' ', '~');
            case "punct" ->
                CodePoints.of('!', '/')
                        .union(CodePoints.of(':', '@'))
                        .union(CodePoints.of('[', '`'))
                        .union(CodePoints.of('{', '~'));
            case "space" -> CodePoints.of('\t', '\r').union(CodePoints.of(' ', ' '));
            case "upper" -> upper;
            case "word" -> CodePoints.WORDS;
            case "xdigit" -> CodePoints.DIGITS.union(CodePoints.of('A', 'F')).union(CodePoints.of('a', 'f'));
            default -> null;
        };
    }
}
