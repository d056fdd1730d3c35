package dev.lodur.lokiapi.push;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON (RFC 8259) from a range of bytes by asking for what should come next.
 *
 * <pre>{@code
 * json.beginObject();
 * while (json.nextField()) {
 *     if (json.stringEquals(LINE)) { json.readString(); ... json.stringOffset() ... } else { json.skip(); }
 * }
 * }</pre>
 *
 * Strings are ranges of the body where they hold no escape, else they are unescaped into scratch that the next string
 * overwrites. Bytes that are not UTF-8 pass through; half a surrogate pair does not. Text behind the value is not
 * looked at. Anything else than expected is {@link ErrorCode#INVALID_REQUEST} with the position. Reused with {@link
 * #reset}; not thread-safe.
 */
final class JsonReader {
    /** No log line's JSON comes near this depth; each level is a frame of the stack. */
    static final int DEPTH_MAX = 128;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = NULL;
    private int start;
    private int at;
    private int end;
    private int depth;
    private boolean first;
    private byte[] stringBytes = NULL;
    private int stringOffset;
    private int stringLength;
    private final ByteSink scratch = new ByteSink(512);

    void reset(byte[] newBytes, int newStart, int newEnd) {
        bytes = newBytes;
        start = newStart;
        at = newStart;
        end = newEnd;
        depth = 0;
        first = false;
    }

    /** The first byte of what comes next, blanks skipped; -1 at the end. */
    int peek() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xff;
            }
            at++;
        }
        return -1;
    }

    /** The array that positions count in. */
    byte[] source() {
        return bytes;
    }

    int position() {
        return at;
    }

    /** Goes back to a position that {@link #position} gave, at the same depth. */
    void seek(int position) {
        at = position;
        first = false;
    }

    void beginObject() {
        begin('{', "an object");
    }

    void beginArray() {
        begin('[', "an array");
    }

    private void begin(char bracket, String what) {
        if (peek() != bracket) {
            throw expected(what);
        }
        if (++depth > DEPTH_MAX) {
            throw invalid("nested deeper than " + DEPTH_MAX + " levels");
        }
        at++;
        first = true;
    }

    /** Steps to the next field of the open object: its name is then the string; false behind the last. */
    boolean nextField() {
        if (!next('}', "\",\" or \"}\"")) {
            return false;
        }
        readString();
        if (peek() != ':') {
            throw expected("\":\"");
        }
        at++;
        return true;
    }

    /** Steps to the next element of the open array; false behind the last. */
    boolean nextElement() {
        return next(']', "\",\" or \"]\"");
    }

    private boolean next(char bracket, String what) {
        int b = peek();
        if (b == bracket) {
            at++;
            depth--;
            first = false;
            return false;
        }
        if (first) {
            first = false;
        } else if (b == ',') {
            at++;
        } else {
            throw expected(what);
        }
        return true;
    }

    /** Takes a {@code null} where one comes next. */
    boolean readNull() {
        if (peek() != 'n') {
            return false;
        }
        readWord(NULL);
        return true;
    }

    boolean readBoolean() {
        int b = peek();
        if (b != 't' && b != 'f') {
            throw expected("true or false");
        }
        readWord(b == 't' ? TRUE : FALSE);
        return b == 't';
    }

    private void readWord(byte[] word) {
        if (end - at < word.length || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
            throw expected(new String(word, StandardCharsets.US_ASCII));
        }
        at += word.length;
    }

    /** Reads a number; its text is then the string. */
    void readNumber() {
        int b = peek();
        if (b != '-' && (b < '0' || b > '9')) {
            throw expected("a number");
        }
        int from = at;
        if (b == '-') {
            at++;
        }
        digits();
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
        setString(bytes, from, at - from);
    }

    private void digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw expected("a digit");
        }
    }

    /** Reads a string; its unescaped bytes are then the string. */
    void readString() {
        if (peek() != '"') {
            throw expected("a string");
        }
        int from = ++at;
        at = plainEnd(from);
        if (at < end && bytes[at] == '"') {
            setString(bytes, from, at - from);
            at++;
            return;
        }
        unescape(from);
    }

    private void unescape(int from) {
        scratch.clear();
        int plainFrom = from;
        while (at < end) {
            byte b = bytes[at];
            scratch.add(bytes, plainFrom, at - plainFrom);
            if (b == '"') {
                at++;
                setString(scratch.bytes(), 0, scratch.size());
                return;
            }
            if (b != '\\') {
                throw invalid("control character " + b + " in a string");
            }
            at++;
            escape();
            plainFrom = at;
            at = plainEnd(at);
        }
        throw invalid("unexpected end of input in a string");
    }

    private void escape() {
        int b = at < end ? bytes[at++] : -1;
        switch (b) {
            case '"', '\\', '/' -> scratch.add(b);
            case 'b' -> scratch.add('\b');
            case 'f' -> scratch.add('\f');
            case 'n' -> scratch.add('\n');
            case 'r' -> scratch.add('\r');
            case 't' -> scratch.add('\t');
            case 'u' -> unicodeEscape();
            default -> throw invalid("unknown escape in a string");
        }
    }

    private void unicodeEscape() {
        char unit = hex4();
        if (!Character.isSurrogate(unit)) {
            scratch.addCodePoint(unit);
            return;
        }
        if (Character.isHighSurrogate(unit) && end - at >= 6 && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            at += 2;
            char low = hex4();
            if (Character.isLowSurrogate(low)) {
                scratch.addCodePoint(Character.toCodePoint(unit, low));
                return;
            }
        }
        throw invalid("half a surrogate pair in a string");
    }

    private char hex4() {
        if (end - at < 4) {
            throw invalid("unexpected end of input in a string");
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) {
                throw invalid("escape \\u without four hexadecimal digits");
            }
            value = (value << 4) | digit;
        }
        at += 4;
        return (char) value;
    }

    /** The first quote, backslash or control character from a position on, or the end; eight bytes a step. */
    private int plainEnd(int from) {
        int i = from;
        for (; i + 8 <= end; i += 8) {
            long word = Bytes.getLong(bytes, i);
            long special = zeroBytes(word ^ ONES * '"') | zeroBytes(word ^ ONES * '\\') | below(word);
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < end && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] & 0xff) >= 0x20) {
            i++;
        }
        return i;
    }

    /** A high bit at the lowest zero byte; bytes above it may be marked falsely, which nobody looks at. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The same for the lowest byte below 0x20. */
    private static long below(long word) {
        return (word - ONES * 0x20) & ~word & HIGHS;
    }

    private void setString(byte[] source, int offset, int length) {
        stringBytes = source;
        stringOffset = offset;
        stringLength = length;
    }

    byte[] stringBytes() {
        return stringBytes;
    }

    int stringOffset() {
        return stringOffset;
    }

    int stringLength() {
        return stringLength;
    }

    boolean stringEquals(byte[] text) {
        return stringLength == text.length
                && Arrays.equals(stringBytes, stringOffset, stringOffset + stringLength, text, 0, text.length);
    }

    /** Whether the string is this text, which is given in lower case, if ASCII case does not count. */
    boolean stringEqualsIgnoreCase(byte[] lowerCase) {
        if (stringLength != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < stringLength; i++) {
            int b = stringBytes[stringOffset + i];
            int folded = b >= 'A' && b <= 'Z' ? b + 0x20 : b;
            if (folded != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    String string() {
        return new String(stringBytes, stringOffset, stringLength, StandardCharsets.UTF_8);
    }

    /** Steps over a value of any kind, and checks it. */
    void skip() {
        switch (peek()) {
            case '"' -> readString();
            case '{' -> {
                beginObject();
                while (nextField()) {
                    skip();
                }
            }
            case '[' -> {
                beginArray();
                while (nextElement()) {
                    skip();
                }
            }
            case 't', 'f' -> readBoolean();
            case 'n' -> readWord(NULL);
            default -> readNumber();
        }
    }

    LodurException expected(String what) {
        int next = peek();
        return invalid("expected " + what + " but found "
                + (next < 0
                        ? "the end of input"
                        : "'" + (next < 0x80 ? String.valueOf((char) next) : "\\x" + Integer.toHexString(next)) + "'"));
    }

    LodurException invalid(String what) {
        return new LodurException(ErrorCode.INVALID_REQUEST, "invalid JSON at byte " + (at - start) + ": " + what);
    }
}
