package dev.lodur.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern: literal text with captures, {@code <ip> - <_> "<method>"}.
 *
 * <p>A capture is a name of ASCII letters, digits and underscores (not beginning with a digit) in angle brackets; {@code
 * <_>} matches without a name. Anything else, a lone bracket too, is literal. The parts are in order, and literals never
 * stand side by side.
 *
 * @param text the pattern as written
 */
public record LinePattern(String text, List<Part> parts) {
    private static final String UNNAMED = "_";

    public LinePattern {
        parts = List.copyOf(parts);
    }

    /** A literal or a capture. */
    public sealed interface Part {}

    /** Text that must be in the line as it is. */
    public record Literal(String text) implements Part {}

    /** Any text up to the next literal. */
    public record Capture(String name) implements Part {
        public boolean isNamed() {
            return !name.equals(UNNAMED);
        }

        @Override
        public String toString() {
            return "<" + name + ">";
        }
    }

    public static LinePattern parse(String text) {
        List<Part> parts = new ArrayList<>();
        int literal = 0;
        int i = 0;
        while (i < text.length()) {
            int end = captureEnd(text, i);
            if (end < 0) {
                i++;
                continue;
            }
            addLiteral(parts, text, literal, i);
            parts.add(new Capture(text.substring(i + 1, end)));
            i = end + 1;
            literal = i;
        }
        addLiteral(parts, text, literal, text.length());
        return new LinePattern(text, parts);
    }

    private static void addLiteral(List<Part> parts, String text, int from, int to) {
        if (from < to) {
            parts.add(new Literal(text.substring(from, to)));
        }
    }

    /** The index of the closing bracket of a capture that begins at an index, or -1 where none does. */
    private static int captureEnd(String text, int begin) {
        if (text.charAt(begin) != '<') {
            return -1;
        }
        int i = begin + 1;
        while (i < text.length() && isNamePart(text.charAt(i), i == begin + 1)) {
            i++;
        }
        return i > begin + 1 && i < text.length() && text.charAt(i) == '>' ? i : -1;
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return letter || (!first && Lexer.isDigit(c));
    }

    /** What keeps the pattern from making labels, or null. */
    @Nullable String extractionError() {
        if (parts.isEmpty()) {
            return "parse error at line 1, col 1: syntax error: unexpected $end, expecting IDENTIFIER or LITERAL";
        }
        Set<String> names = new HashSet<>();
        String duplicate = null;
        for (Part part : parts) {
            if (part instanceof Capture capture
                    && capture.isNamed()
                    && !names.add(capture.name())
                    && duplicate == null) {
                duplicate = capture.name();
            }
        }
        if (names.isEmpty()) {
            return "at least one capture is required";
        }
        String consecutive = consecutiveError();
        if (consecutive != null) {
            return consecutive;
        }
        return duplicate == null ? null : "duplicate capture name (" + duplicate + "): invalid expression";
    }

    /** What keeps the pattern from filtering lines, or null. */
    @Nullable String filterError() {
        for (Part part : parts) {
            if (part instanceof Capture capture && capture.isNamed()) {
                return "named captures are not allowed: found '" + capture + "'";
            }
        }
        return consecutiveError();
    }

    private @Nullable String consecutiveError() {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i - 1) instanceof Capture left && parts.get(i) instanceof Capture right) {
                return "found consecutive capture '" + left + right + "': invalid expression";
            }
        }
        return null;
    }
}
