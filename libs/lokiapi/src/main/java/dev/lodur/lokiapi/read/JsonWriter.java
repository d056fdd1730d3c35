package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoDuration;
import dev.lodur.model.LodurException;
import dev.lodur.model.Utf8;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON straight to a stream, strings from byte ranges without a {@link String} between.
 *
 * <p>It places commas and colons by itself; that what is begun is also ended is the caller's affair. What it writes is
 * always valid UTF-8: bytes of a string that are not are written as U+FFFD. A stream that fails means that the client went
 * away, {@link ErrorCode#CANCELLED}. Not thread-safe. {@link #close} flushes and leaves
 * the stream open.
 */
public final class JsonWriter implements Closeable {
    private static final int BUFFER_BYTES = 32 * 1024;
    /** The longest that is written without asking for room in between: a number, or one escaped character. */
    private static final int PIECE_BYTES_MAX = 32;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int size;
    private boolean needsComma;

    public JsonWriter(OutputStream out) {
        this.out = out;
    }

    public JsonWriter beginObject() {
        begin('{');
        return this;
    }

    public JsonWriter endObject() {
        end('}');
        return this;
    }

    public JsonWriter beginArray() {
        begin('[');
        return this;
    }

    public JsonWriter endArray() {
        end(']');
        return this;
    }

    private void begin(char bracket) {
        separate();
        put(bracket);
        needsComma = false;
    }

    private void end(char bracket) {
        reserve();
        put(bracket);
        needsComma = true;
    }

    /** The name of an object's next member. */
    public JsonWriter name(String name) {
        value(name);
        put(':');
        needsComma = false;
        return this;
    }

    public JsonWriter value(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return value(bytes, 0, bytes.length);
    }

    /** A string of UTF-8 bytes. */
    public JsonWriter value(byte[] utf8, int offset, int length) {
        separate();
        put('"');
        putEscaped(utf8, offset, offset + length);
        reserve();
        put('"');
        needsComma = true;
        return this;
    }

    public JsonWriter value(long number) {
        separate();
        putDecimal(number);
        needsComma = true;
        return this;
    }

    /** A number of 64 bits without a sign. */
    public JsonWriter unsigned(long number) {
        return literal(Long.toUnsignedString(number));
    }

    public JsonWriter value(boolean truth) {
        return literal(Boolean.toString(truth));
    }

    public JsonWriter nullValue() {
        return literal("null");
    }

    /** A finite number; what is not finite has no form in JSON. */
    public JsonWriter value(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("not a number in JSON: " + number);
        }
        return literal(Double.toString(number));
    }

    /** A whole number as a string, the way Loki writes nanoseconds. */
    public JsonWriter decimalString(long number) {
        separate();
        put('"');
        putDecimal(number);
        put('"');
        needsComma = true;
        return this;
    }

    /** A time as a number of seconds with at most three decimals, cut off to the millisecond. */
    public JsonWriter seconds(long nanos) {
        long millis = Math.floorDiv(nanos, 1_000_000L);
        StringBuilder text = new StringBuilder(20);
        if (millis < 0) {
            text.append('-');
        }
        GoDuration.appendDecimal(text, Math.abs(millis), 1000);
        return literal(text.toString());
    }

    private JsonWriter literal(String ascii) {
        separate();
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        needsComma = true;
        return this;
    }

    private void separate() {
        reserve();
        if (needsComma) {
            put(',');
        }
    }

    private void putDecimal(long number) {
        if (number == Long.MIN_VALUE) {
            putBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        long rest = number;
        if (rest < 0) {
            put('-');
            rest = -rest;
        }
        int digits = 1;
        for (long bound = rest; bound >= 10; bound /= 10) {
            digits++;
        }
        for (int at = size + digits - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** Copies runs of harmless ASCII and handles what stands between them one by one. */
    private void putEscaped(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int run = at;
            while (run < end && isPlain(bytes[run])) {
                run++;
            }
            putRun(bytes, at, run);
            at = run < end ? putSpecial(bytes, run, end) : run;
        }
    }

    private static boolean isPlain(byte b) {
        return b >= 0x20 && b != '"' && b != '\\';
    }

    private int putSpecial(byte[] bytes, int at, int end) {
        reserve();
        if (bytes[at] >= 0) {
            putControl(bytes[at]);
            return at + 1;
        }
        int length = Utf8.sequenceLength(bytes, at, end);
        if (length == 0) {
            putBytes(REPLACEMENT);
            return at + 1;
        }
        System.arraycopy(bytes, at, buffer, size, length);
        size += length;
        return at + length;
    }

    private void putControl(byte b) {
        put('\\');
        switch (b) {
            case '"', '\\' -> put((char) b);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                buffer[size++] = HEX[b >> 4];
                buffer[size++] = HEX[b & 15];
            }
        }
    }

    private void putRun(byte[] bytes, int from, int end) {
        int length = end - from;
        if (length > buffer.length - size) {
            drain();
            if (length > buffer.length) {
                writeOut(bytes, from, length);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, size, length);
        size += length;
    }

    private void put(char ascii) {
        buffer[size++] = (byte) ascii;
    }

    private void putBytes(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void reserve() {
        if (buffer.length - size < PIECE_BYTES_MAX) {
            drain();
        }
    }

    private void drain() {
        writeOut(buffer, 0, size);
        size = 0;
    }

    private void writeOut(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw clientGone(e);
        }
    }

    private static LodurException clientGone(IOException e) {
        return new LodurException(ErrorCode.CANCELLED, "the client went away", e);
    }

    /** Hands what is buffered to the stream and flushes that too. */
    public void flush() {
        drain();
        try {
            out.flush();
        } catch (IOException e) {
            throw clientGone(e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
