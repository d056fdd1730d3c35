package dev.lodur.logql;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an extraction of {@code | json} finds its value: {@code order.items[0]["weird key"]}.
 *
 * <p>Names of ASCII letters, digits and underscores, the first after nothing and others after a point; any name in
 * {@code ["..."]}; indexes in {@code [..]}. At least one step.
 */
public record JsonPath(List<Step> steps) {
    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** A step into an object or an array. */
    public sealed interface Step {}

    /** The property of an object. */
    public record Property(String name) implements Step {}

    /** The element of an array, counted from 0. */
    public record Index(int index) implements Step {}

    /**
     * Parses a path.
     *
     * @throws LodurException of {@link ErrorCode#INVALID_QUERY}, with the text that a stage's error has
     */
    public static JsonPath parse(String path) {
        return new JsonPath(new Parser(path).parse());
    }

    private static final class Parser {
        private static final char END = '\0';

        private final String path;
        private int index;

        Parser(String path) {
            this.path = path;
        }

        List<Step> parse() {
            List<Step> steps = new ArrayList<>();
            char c = peek();
            if (c != '[' && !isNameStart(c)) {
                throw unexpected("LSB or FIELD");
            }
            while (peek() != END) {
                steps.add(step(steps.isEmpty()));
            }
            return steps;
        }

        private Step step(boolean first) {
            if (peek() == '[') {
                index++;
                return bracket();
            }
            if (!first) {
                if (peek() != '.') {
                    throw unexpected("");
                }
                index++;
            }
            if (!isNameStart(peek())) {
                throw unexpected("FIELD");
            }
            return new Property(name());
        }

        private Step bracket() {
            Step step;
            if (peek() == '"') {
                step = new Property(string());
            } else if (Lexer.isDigit(peek())) {
                step = new Index(number());
            } else {
                throw unexpected("STRING or INDEX");
            }
            if (peek() != ']') {
                throw unexpected("RSB");
            }
            index++;
            return step;
        }

        /** The next character that is no blank. */
        private char peek() {
            while (index < path.length() && Character.isWhitespace(path.charAt(index))) {
                index++;
            }
            return index < path.length() ? path.charAt(index) : END;
        }

        private String name() {
            int start = index;
            while (index < path.length() && (isNameStart(path.charAt(index)) || Lexer.isDigit(path.charAt(index)))) {
                index++;
            }
            return path.substring(start, index);
        }

        private int number() {
            int start = index;
            while (index < path.length() && Lexer.isDigit(path.charAt(index))) {
                index++;
            }
            if (index - start > 9) {
                throw error("index " + path.substring(start, index) + " is out of range");
            }
            return Integer.parseInt(path.substring(start, index));
        }

        private String string() {
            CharReader in = new CharReader(path.substring(index));
            String literal = QuotedText.scan(in, '"', this::error);
            index += literal.length();
            return QuotedText.unquote(literal, this::error);
        }

        private LodurException unexpected(String expected) {
            String found = found(peek());
            if (found.isEmpty()) {
                return error("unexpected char " + Character.toString(path.codePointAt(index)));
            }
            return error("syntax error: unexpected " + found + (expected.isEmpty() ? "" : ", expecting " + expected));
        }

        private static String found(char c) {
            return switch (c) {
                case END -> "$end";
                case '.' -> "DOT";
                case '[' -> "LSB";
                case ']' -> "RSB";
                case '"' -> "STRING";
                default -> Lexer.isDigit(c) ? "INDEX" : isNameStart(c) ? "FIELD" : "";
            };
        }

        private static boolean isNameStart(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        }

        private LodurException error(String message) {
            return new LodurException(ErrorCode.INVALID_QUERY, "cannot parse expression [" + path + "]: " + message);
        }
    }
}
