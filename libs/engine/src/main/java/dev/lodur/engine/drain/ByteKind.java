package dev.lodur.engine.drain;

/** What a byte is to whoever cuts lines into words. Everything beyond ASCII is part of a word. */
final class ByteKind {
    static final byte BLANK = 0;
    /** Always stands between words. */
    static final byte MARK = 1;
    /** Stands between words, except inside of times, addresses and numbers: {@code 10:32:11,120} is one word. */
    static final byte INNER = 2;

    static final byte LETTER = 3;
    static final byte DIGIT = 4;

    private static final String INNER_MARKS = ":,/";
    private static final String LETTERS = "._-+@%~";
    private static final byte[] KINDS = kinds();

    private ByteKind() {}

    static byte of(byte value) {
        return KINDS[value & 0xff];
    }

    static boolean isWord(byte value) {
        return KINDS[value & 0xff] >= LETTER;
    }

    static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    static boolean isHex(byte value) {
        return isDigit(value) || (value >= 'a' && value <= 'f') || (value >= 'A' && value <= 'F');
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int value = 0; value < kinds.length; value++) {
            kinds[value] = kind(value);
        }
        return kinds;
    }

    private static byte kind(int value) {
        if (value <= ' ' || value == 0x7f) {
            return BLANK;
        }
        if (value >= '0' && value <= '9') {
            return DIGIT;
        }
        boolean letter = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || value >= 0x80;
        if (letter || LETTERS.indexOf(value) >= 0) {
            return LETTER;
        }
        return INNER_MARKS.indexOf(value) >= 0 ? INNER : MARK;
    }
}
