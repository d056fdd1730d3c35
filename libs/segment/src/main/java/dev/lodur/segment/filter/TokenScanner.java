package dev.lodur.segment.filter;

import dev.lodur.model.Bytes;

/**
 * Walks over the tokens of a text and says of each what entries are made of. Used again for text after text, by one
 * thread.
 *
 * <p>A token is a longest run of ASCII letters, digits, underscores and bytes beyond ASCII. Bytes of ASCII are taken with
 * bit 5 set, which makes letters lower case; the Kelvin sign and the long s as k and s, for which Go takes them where case
 * is ignored.
 */
final class TokenScanner {
    /** Is told of each hex run of a token that is long enough, before the token. */
    @FunctionalInterface
    interface HexRuns {
        /** A longest run of at least 12 hex digits, one of them decimal. */
        void hexRun(byte[] text, int from, int length);
    }

    private final HexRuns hexRuns;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    private int tokenFrom;
    private int length;
    private long first;
    private long last;
    private boolean allHex;
    private boolean anyDigit;
    private boolean decimal;
    private boolean replacement;

    TokenScanner(HexRuns hexRuns) {
        this.hexRuns = hexRuns;
    }

    void begin(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
    }

    /** Goes on to the next token; false where there is none. */
    boolean next() {
        byte[] text = bytes;
        int position = at;
        int limit = end;
        while (position < limit && Entries.classOf(text[position]) == 0) {
            position++;
        }
        tokenFrom = position;
        at = position;
        if (position == limit) {
            return false;
        }
        read();
        return true;
    }

    private void read() {
        byte[] text = bytes;
        int limit = end;
        int position = at;
        int ofAll = Entries.HEX | Entries.DIGIT;
        int ofAny = 0;
        while (position < limit) {
            int classes = Entries.classOf(text[position]);
            if (classes == 0) {
                break;
            }
            ofAll &= classes;
            ofAny |= classes;
            position++;
        }
        at = position;
        allHex = (ofAll & Entries.HEX) != 0;
        decimal = (ofAll & Entries.DIGIT) != 0;
        anyDigit = (ofAny & Entries.DIGIT) != 0;
        if ((ofAny & Entries.WIDE) != 0) {
            readWide();
        } else {
            length = position - tokenFrom;
            last = length < Entries.WORD_BYTES
                    ? word(tokenFrom, length)
                    : word(position - Entries.WORD_BYTES, Entries.WORD_BYTES);
            first = length <= Entries.WORD_BYTES ? last : word(tokenFrom, Entries.WORD_BYTES);
        }
        if (anyDigit && position - tokenFrom >= Entries.HEX_RUN_MIN) {
            findHexRuns();
        }
    }

    /** Up to eight bytes of ASCII, the last one lowest. */
    private long word(int from, int count) {
        if (from + Entries.WORD_BYTES <= bytes.length) {
            int unused = Long.SIZE - Byte.SIZE * count;
            return (Long.reverseBytes(Bytes.getLong(bytes, from)) | Entries.LOWER_BITS) >>> unused;
        }
        long word = 0;
        for (int i = from; i < from + count; i++) {
            word = word << Byte.SIZE | Entries.lower(bytes[i]);
        }
        return word;
    }

    /** Reads a token with characters beyond ASCII. */
    private void readWide() {
        int count = 0;
        long head = 0;
        long window = 0;
        for (int position = tokenFrom; position < at; position++) {
            int b = Entries.lower(bytes[position]);
            int folded = folded(bytes, position, at);
            if (folded != 0) {
                position += folded == 'k' ? 2 : 1;
                b = folded;
            }
            replacement |= isReplacement(bytes, position, at);
            window = window << Byte.SIZE | b;
            if (++count == Entries.WORD_BYTES) {
                head = window;
            }
        }
        length = count;
        first = head;
        last = window;
    }

    private void findHexRuns() {
        int from = tokenFrom;
        for (int position = tokenFrom; position <= at; position++) {
            if (position == at || (Entries.classOf(bytes[position]) & Entries.HEX) == 0) {
                if (position - from >= Entries.HEX_RUN_MIN) {
                    endHexRun(from, position - from);
                }
                from = position + 1;
            }
        }
    }

    /** The letter that a character beyond ASCII is taken for, or 0. */
    private static int folded(byte[] text, int at, int limit) {
        if (text[at] == (byte) 0xc5 && at + 1 < limit && text[at + 1] == (byte) 0xbf) {
            return 's';
        }
        boolean kelvin =
                text[at] == (byte) 0xe2 && at + 2 < limit && text[at + 1] == (byte) 0x84 && text[at + 2] == (byte) 0xaa;
        return kelvin ? 'k' : 0;
    }

    private static boolean isReplacement(byte[] text, int at, int limit) {
        return at + 2 < limit && text[at] == (byte) 0xef && text[at + 1] == (byte) 0xbf && text[at + 2] == (byte) 0xbd;
    }

    private void endHexRun(int from, int count) {
        boolean digit = false;
        for (int i = from; i < from + count && !digit; i++) {
            digit = (Entries.classOf(bytes[i]) & Entries.DIGIT) != 0;
        }
        if (digit) {
            hexRuns.hexRun(bytes, from, count);
        }
    }

    /** Whether a token since the last call had a replacement character. */
    boolean takeReplacement() {
        boolean found = replacement;
        replacement = false;
        return found;
    }

    int tokenFrom() {
        return tokenFrom;
    }

    int tokenTo() {
        return at;
    }

    /** Bytes of the token as it is taken. */
    int length() {
        return length;
    }

    /** The first eight bytes; only where there are so many. */
    long first() {
        return first;
    }

    /** The last eight bytes, or all where there are fewer. */
    long last() {
        return last;
    }

    boolean isAllHex() {
        return allHex;
    }

    /** Whether the token is one hex run, which has the entries of such a run and no other. */
    boolean isHexRun() {
        return allHex && anyDigit && length >= Entries.HEX_RUN_MIN;
    }

    /** Whether the token is so short and frequent that it has no entry. */
    boolean isSkipped() {
        return length < Entries.TOKEN_BYTES_MIN
                || (decimal && length < Entries.DECIMAL_BYTES_MIN)
                || (length == 4 && allHex && anyDigit);
    }
}
