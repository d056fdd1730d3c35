package dev.lodur.logql;

import dev.lodur.model.GoDuration;
import dev.lodur.model.HumanBytes;
import dev.lodur.model.LodurException;
import dev.lodur.model.PrometheusDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a query into tokens, one at a time.
 *
 * <p>It follows Go's scanner, which Loki builds upon, so that queries and error texts agree: comments ({@code #}, {@code
 * //} and {@code / * * /}) and blanks are skipped; a character that fits nowhere is an identifier; keywords are not
 * case-sensitive. Loki forgets the line (it is 0) of tokens that it looks ahead for: operators of two characters, flags,
 * durations, sizes and ranges.
 */
final class Lexer {
    private static final String DURATION_UNITS = "nuµmshdwy";
    private static final String SIZE_UNITS = "BikKMGTP";

    private final CharReader in;
    private final boolean empty;
    private int line;
    private int column;
    private int offset;

    Lexer(String query) {
        in = new CharReader(query);
        empty = query.isEmpty();
    }

    /** The next token, at the end of the query again and again {@link TokenType#END}. */
    Token next() {
        skipBlanksAndComments();
        line = empty ? 0 : in.line();
        column = empty ? 0 : in.column();
        offset = in.index();
        int c = in.peek();
        if (c == CharReader.END) {
            return token(TokenType.END, "");
        }
        if (c == '"' || c == '`' || c == '\'') {
            return quoted(c);
        }
        if (isDigit(c) || (c == '.' && isDigit(second()))) {
            return number();
        }
        if (isWordStart(c)) {
            return word();
        }
        in.next();
        return switch (c) {
            case '[' -> range();
            case '-' -> minus();
            default -> symbol(c);
        };
    }

    private void skipBlanksAndComments() {
        while (true) {
            int c = in.peek();
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                in.next();
            } else if (c == '#' || (c == '/' && second() == '/')) {
                in.skipLine();
            } else if (c == '/' && second() == '*') {
                skipLongComment();
            } else {
                return;
            }
        }
    }

    private void skipLongComment() {
        line = in.line();
        column = in.column();
        in.skip(2);
        while (in.peek() != CharReader.END) {
            if (in.next() == '*' && in.peek() == '/') {
                in.next();
                return;
            }
        }
        throw error("comment not terminated");
    }

    private Token quoted(int quote) {
        String source = QuotedText.scan(in, quote, this::error);
        if (quote == '\'') {
            return token(TokenType.IDENTIFIER, source);
        }
        return token(TokenType.STRING, QuotedText.unquote(source, this::error));
    }

    private Token number() {
        String digits = NumberText.scan(in, this::error);
        Duration duration = tryDuration(digits);
        if (duration != null) {
            return lookedAhead(TokenType.DURATION, "", duration, 0);
        }
        CharReader ahead = in.copy();
        int length = run(ahead, SIZE_UNITS);
        HumanBytes size = HumanBytes.parse(digits + ahead.from(in.index()));
        if (length > 0 && size.failure() == null) {
            in.skip(length);
            return lookedAhead(TokenType.BYTES, "", Duration.ZERO, size.bytes());
        }
        return token(TokenType.NUMBER, digits);
    }

    /** The duration that begins with what was read already, or null, and then nothing more is read. */
    private @Nullable Duration tryDuration(String begin) {
        CharReader ahead = in.copy();
        int length = run(ahead, DURATION_UNITS);
        Duration duration = length == 0 ? null : duration(begin + ahead.from(in.index()));
        if (duration != null) {
            in.skip(length);
        }
        return duration;
    }

    /** A duration of a filter or an offset, which Prometheus or else Go would read, or null where neither would. */
    private static @Nullable Duration duration(String text) {
        PrometheusDuration prometheus = PrometheusDuration.parse(text);
        if (prometheus.failure() == null) {
            return Duration.ofNanos(prometheus.nanos());
        }
        GoDuration go = GoDuration.parse(text);
        return go.failure() == null ? Duration.ofNanos(go.nanos()) : null;
    }

    private static int run(CharReader ahead, String units) {
        int length = 0;
        for (int c = ahead.peek(); c != CharReader.END; c = ahead.peek()) {
            if (!isDigit(c) && c != '.' && units.indexOf(c) < 0) {
                break;
            }
            ahead.next();
            length++;
        }
        return length;
    }

    private Token word() {
        while (isWordStart(in.peek()) || isAnyDigit(in.peek())) {
            in.next();
        }
        String word = in.from(offset);
        TokenType function = TokenType.function(word);
        if (function != TokenType.IDENTIFIER && argumentsFollow()) {
            return token(function, word);
        }
        return token(TokenType.reserved(word), word);
    }

    /** Whether {@code (} follows, or {@code by (} or {@code without (}. */
    private boolean argumentsFollow() {
        CharReader ahead = in.copy();
        ahead.skipSpace();
        int start = ahead.index();
        while (isWordStart(ahead.peek())) {
            ahead.next();
        }
        String word = ahead.from(start);
        ahead.skipSpace();
        boolean clause = word.isEmpty() || word.equalsIgnoreCase("by") || word.equalsIgnoreCase("without");
        return clause && ahead.peek() == '(';
    }

    private Token range() {
        int start = in.index();
        while (in.peek() != ']') {
            if (in.next() == CharReader.END) {
                line = 0;
                throw error("missing closing ']' in duration");
            }
        }
        String text = in.from(start);
        in.next();
        line = 0;
        return lookedAhead(
                TokenType.RANGE,
                text,
                Duration.ofNanos(PrometheusDuration.parse(text).orElseThrow(this::error)),
                0);
    }

    private Token minus() {
        if (in.peek() == '-') {
            CharReader ahead = in.copy();
            ahead.next();
            while (isAsciiLetter(ahead.peek()) || ahead.peek() == '-') {
                ahead.next();
            }
            String flag = ahead.from(offset);
            if (flag.equals("--strict") || flag.equals("--keep-empty")) {
                in.skip(flag.length() - 1);
                return lookedAhead(TokenType.PARSER_FLAG, flag, Duration.ZERO, 0);
            }
        }
        Duration duration = tryDuration("-");
        return duration == null ? token(TokenType.SUB, "-") : lookedAhead(TokenType.DURATION, "", duration, 0);
    }

    private Token symbol(int c) {
        String one = Character.toString(c);
        if (in.peek() != CharReader.END) {
            TokenType two = TokenType.reserved(one + Character.toString(in.peek()));
            if (two != TokenType.IDENTIFIER) {
                in.next();
                return lookedAhead(two, in.from(offset), Duration.ZERO, 0);
            }
        }
        return token(TokenType.reserved(one), one);
    }

    private Token token(TokenType type, String text) {
        return new Token(type, text, line, column, offset);
    }

    private Token lookedAhead(TokenType type, String text, Duration duration, long bytes) {
        return new Token(type, text, duration, bytes, 0, column, offset);
    }

    private LodurException error(String message) {
        return ParseErrors.at(line, column, message);
    }

    private int second() {
        CharReader ahead = in.copy();
        ahead.next();
        return ahead.peek();
    }

    private static boolean isWordStart(int c) {
        return c == '_' || (c != CharReader.END && Character.isLetter(c));
    }

    private static boolean isAnyDigit(int c) {
        return c != CharReader.END && Character.isDigit(c);
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
