package dev.lodur.lokiapi.push;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoQuote;
import dev.lodur.model.LodurException;
import dev.lodur.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses the text of a stream's labels, in Prometheus' syntax of a metric.
 *
 * <pre>
 * text   := [metric] [ "{" [ label ("," label)* [","] ] "}" ] | nothing
 * label  := (name | string) "=" string
 * name   := [a-zA-Z_] [a-zA-Z0-9_]*        metric := [a-zA-Z_:] [a-zA-Z0-9_:]*
 * string := "…" | '…' with Go's escapes, or `…` without
 * </pre>
 *
 * A metric becomes the label {@code __name__}. Bytes of a value that are not UTF-8 become U+FFFD. A text that does not
 * parse is {@link ErrorCode#INVALID_REQUEST} with line and column in Loki's wording. Not thread-safe.
 */
public final class LabelParser {
    private static final byte[] METRIC_NAME = "__name__".getBytes(StandardCharsets.US_ASCII);
    private static final int END = -1;
    /** Messages show this much of a label set, and of each value in it. */
    private static final int SHOWN_BYTES_MAX = 64 << 10;

    private byte[] bytes = METRIC_NAME;
    private int start;
    private int at;
    private int end;
    private PairBuffer out = new PairBuffer();
    private final ByteSink name = new ByteSink(64);
    private final ByteSink value = new ByteSink(256);

    /** Adds the labels of a text to {@code labels}, in its order, duplicates and empty values included. */
    public void parse(byte[] text, int offset, int length, PairBuffer labels) {
        bytes = text;
        start = offset;
        at = offset;
        end = offset + length;
        out = labels;
        if (isMetricStart(peek())) {
            int from = at;
            while (at < end && (isNamePart(bytes[at]) || bytes[at] == ':')) {
                at++;
            }
            labels.add(METRIC_NAME, 0, METRIC_NAME.length, bytes, from, at - from);
        }
        if (peek() == '{') {
            at++;
            braces();
        }
        int rest = peek();
        if (rest != END) {
            throw rest == '=' ? error(at, "unexpected \"=\"") : error(at, "unexpected character: " + quoted(at));
        }
    }

    private void braces() {
        while (peek() != '}') {
            label();
            int next = peek();
            if (next == ',') {
                at++;
            } else if (next != '}') {
                throw unexpected("in label set, expected \",\" or \"}\"");
            }
        }
        at++;
    }

    private void label() {
        int next = peek();
        name.clear();
        if (isNameStart(next)) {
            int from = at;
            skipName();
            name.add(bytes, from, at - from);
        } else if (isQuote(next)) {
            quotedName();
        } else {
            throw unexpected("in label set, expected identifier or \"}\"");
        }
        if (peek() != '=' || isOperator()) {
            throw unexpected("in label set, expected \"=\"");
        }
        at++;
        if (!isQuote(peek())) {
            throw unexpected("in label set, expected string");
        }
        readString(value);
        addPair();
    }

    private void quotedName() {
        int from = at;
        readString(name);
        if (!isName(name.bytes(), name.size())) {
            throw error(from, "invalid label name " + text(from, at));
        }
    }

    private void addPair() {
        byte[] bytesOfValue = value.bytes();
        int size = value.size();
        if (Utf8.firstInvalid(bytesOfValue, 0, size) < size) {
            byte[] repaired = new byte[3 * size];
            size = Utf8.repair(bytesOfValue, 0, size, repaired, 0);
            bytesOfValue = repaired;
        }
        out.add(name.bytes(), 0, name.size(), bytesOfValue, 0, size);
    }

    /** Whether the bytes are a name that a label may have. */
    static boolean isName(byte[] bytes, int length) {
        if (length == 0 || !isNameStart(bytes[0])) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (!isNamePart(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private void readString(ByteSink into) {
        into.clear();
        int from = at;
        byte quote = bytes[at++];
        while (at < end) {
            byte b = bytes[at];
            if (b == quote) {
                at++;
                return;
            }
            if (b == '\n' && quote != '`') {
                break;
            }
            if (b == '\\' && quote != '`') {
                escape(into, quote);
            } else {
                into.add(b);
                at++;
            }
        }
        throw error(from, "unterminated " + (quote == '`' ? "raw" : "quoted") + " string");
    }

    private void escape(ByteSink into, byte quote) {
        int from = at++;
        int b = at < end ? bytes[at++] : END;
        switch (b) {
            case 'a' -> into.add(7);
            case 'b' -> into.add('\b');
            case 'f' -> into.add('\f');
            case 'n' -> into.add('\n');
            case 'r' -> into.add('\r');
            case 't' -> into.add('\t');
            case 'v' -> into.add(11);
            case '\\' -> into.add('\\');
            case 'x' -> into.add((int) digits(from, 2, 16, 0xff));
            case 'u' -> into.addCodePoint(scalar(from, digits(from, 4, 16, 0xffff)));
            case 'U' -> into.addCodePoint(scalar(from, digits(from, 8, 16, 0x10ffff)));
            default -> {
                if (b == quote) {
                    into.add(quote);
                } else if (b >= '0' && b <= '7') {
                    at--;
                    into.add((int) digits(from, 3, 8, 0xff));
                } else {
                    throw error(from, "unknown escape sequence " + text(from, Math.min(at, end)));
                }
            }
        }
    }

    private long digits(int from, int count, int radix, long most) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            int digit = at < end ? Character.digit(bytes[at], radix) : -1;
            if (digit < 0) {
                throw error(from, "illegal character in escape sequence " + text(from, Math.min(at + 1, end)));
            }
            number = number * radix + digit;
            at++;
        }
        if (number > most) {
            throw error(from, "escape sequence is an invalid Unicode code point");
        }
        return number;
    }

    private int scalar(int from, long codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw error(from, "escape sequence is an invalid Unicode code point");
        }
        return (int) codePoint;
    }

    /** The next byte that is no blank, or {@link #END}. */
    private int peek() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
        return at < end ? bytes[at] & 0xff : END;
    }

    private void skipName() {
        while (at < end && isNamePart(bytes[at])) {
            at++;
        }
    }

    private boolean isOperator() {
        return bytes[at] == '!' || (at + 1 < end && bytes[at] == '=' && bytes[at + 1] == '~');
    }

    private static boolean isMetricStart(int b) {
        return isNameStart(b) || b == ':';
    }

    private static boolean isNameStart(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
    }

    private static boolean isNamePart(int b) {
        return isNameStart(b) || (b >= '0' && b <= '9');
    }

    private static boolean isQuote(int b) {
        return b == '"' || b == '\'' || b == '`';
    }

    private LodurException unexpected(String context) {
        int next = peek();
        int from = at;
        if (next == END) {
            return error(from, "unexpected end of input inside braces");
        }
        if (isNameStart(next)) {
            skipName();
            return error(from, "unexpected identifier \"" + text(from, at) + "\" " + context);
        }
        if (isQuote(next)) {
            readString(value);
            return error(from, "unexpected string " + text(from, at) + " " + context);
        }
        if (next == '=' && isOperator()) {
            return error(from, "unexpected <op:=~> " + context);
        }
        if (next == '!' && at + 1 < end && (bytes[at + 1] == '=' || bytes[at + 1] == '~')) {
            return error(from, "unexpected <op:!" + (char) bytes[at + 1] + "> " + context);
        }
        if (next == '=' || next == ',' || next == '{' || next == '}') {
            return error(from, "unexpected \"" + (char) next + "\" " + context);
        }
        return error(from, "unexpected character inside braces: " + quoted(from));
    }

    /** The character at a position, in single quotes. */
    private String quoted(int position) {
        int length = Math.max(1, Utf8.sequenceLength(bytes, position, end));
        String character = text(position, position + length);
        return character.equals("'") ? "'\\''" : "'" + character + "'";
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private LodurException error(int position, String what) {
        int line = 1;
        int lineStart = start;
        for (int i = start; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = position - lineStart + 1;
        return new LodurException(
                ErrorCode.INVALID_REQUEST, "couldn't parse labels: " + line + ":" + column + ": parse error: " + what);
    }

    /** Sorted labels, shortened where they are very long, as the text that Loki's messages name a stream by: {@code {app="web", env="prod"}}. */
    public static String format(PairBuffer labels) {
        StringBuilder text = new StringBuilder("{");
        for (int pair = 0; pair < labels.count(); pair++) {
            if (pair > 0) {
                text.append(", ");
            }
            if (text.length() > SHOWN_BYTES_MAX) {
                return text.append("…}").toString();
            }
            byte[] bytes = labels.bytes();
            text.append(new String(bytes, labels.nameOffset(pair), labels.nameLength(pair), StandardCharsets.UTF_8));
            text.append('=');
            int from = labels.valueOffset(pair);
            byte[] value = Arrays.copyOfRange(bytes, from, from + Math.min(SHOWN_BYTES_MAX, labels.valueLength(pair)));
            GoQuote.append(text, new String(value, StandardCharsets.UTF_8));
        }
        return text.append('}').toString();
    }
}
