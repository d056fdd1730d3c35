package dev.lodur.engine.row;

import dev.lodur.model.Utf8;

/** Makes the values of labels out of what stands in a line. What cannot be used as it is goes to the row's arena. */
final class ValueText {
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The meaning of the inside of a JSON string; nothing where an escape is wrong. */
    void unescape(Row row, byte[] source, int start, int end) {
        if (!JsonText.hasBackslash(source, start, end)) {
            set(source, start, end);
        } else {
            byte[] arena = row.reserve(end - start);
            int at = row.arenaEnd();
            int written = JsonText.unescape(source, start, end, arena, at);
            if (written < 0) {
                set(NOTHING, 0, 0);
            } else {
                row.keep(written);
                set(arena, at, written);
            }
        }
        blankInvalid(row);
    }

    void set(byte[] source, int start, int end) {
        bytes = source;
        from = start;
        to = end;
    }

    /** Puts a blank in place of each byte that is not UTF-8, and of each replacement character. */
    void blankInvalid(Row row) {
        if (Utf8.firstNonAscii(bytes, from, to) == to || firstUnknown() == to) {
            return;
        }
        byte[] arena = row.reserve(to - from);
        int start = row.arenaEnd();
        int out = start;
        for (int at = from; at < to; ) {
            int length = Utf8.sequenceLength(bytes, at, to);
            if (length == 0 || isReplacement(at, length)) {
                arena[out++] = ' ';
                at += Math.max(1, length);
            } else {
                System.arraycopy(bytes, at, arena, out, length);
                out += length;
                at += length;
            }
        }
        row.keep(out);
        set(arena, start, out);
    }

    /** The first byte that is not UTF-8 or begins a replacement character, or the end. */
    int firstUnknown() {
        for (int at = from; at < to; ) {
            int length = Utf8.sequenceLength(bytes, at, to);
            if (length == 0 || isReplacement(at, length)) {
                return at;
            }
            at += length;
        }
        return to;
    }

    private boolean isReplacement(int at, int length) {
        return length == 3 && bytes[at] == (byte) 0xef && bytes[at + 1] == (byte) 0xbf && bytes[at + 2] == (byte) 0xbd;
    }
}
