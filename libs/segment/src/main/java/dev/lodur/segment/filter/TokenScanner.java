package dev.lodur.segment.filter;

/**
 * Walks over the tokens of a text and says of each what entries are made of. Used again for text after text, by one
 * thread.
 *
 * <p>A token is a longest run of ASCII letters, digits, underscores and bytes beyond ASCII. ASCII letters are taken as
 * lower case, and so are the Kelvin sign (k) and the long s, which Go takes for these letters where case is ignored.
 */
final class TokenScanner {
    /** Is told of each hex run of a token that is long enough, before the token. */
    @FunctionalInterface
    interface HexRuns {
        /** A longest run of at least 12 hex digits, one of them decimal. */
        void hexRun(long hash, int length, int from);
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
        int count = 0;
        long head = 0;
        long window = 0;
        int classesOfAll = Entries.HEX | Entries.DIGIT;
        int classesOfAny = 0;
        int hexCount = 0;
        while (position < limit) {
            int b = text[position];
            int classes = Entries.classOf((byte) b);
            if (classes == 0) {
                break;
            }
            // Without branches: whether a letter is a hex digit cannot be foreseen.
            int hex = -((classes & Entries.HEX) >>> 1);
            if (hexCount >= Entries.HEX_RUN_MIN && hex == 0) {
                endHexRun(position - hexCount, hexCount);
            }
            hexCount = (hexCount + 1) & hex;
            position++;
            if (b < 0) {
                int folded = folded(text, position - 1, limit);
                if (folded != 0) {
                    position += folded == 'k' ? 2 : 1;
                    b = folded;
                } else if (b == (byte) 0xef) {
                    replacement |= isReplacement(text, position - 1, limit);
                }
            } else {
                b = Entries.lower((byte) b);
            }
            window = window << 8 | (b & 0xff);
            if (++count == Entries.WORD_BYTES) {
                head = window;
            }
            classesOfAll &= classes;
            classesOfAny |= classes;
        }
        if (hexCount >= Entries.HEX_RUN_MIN) {
            endHexRun(position - hexCount, hexCount);
        }
        at = position;
        length = count;
        first = head;
        last = window;
        allHex = (classesOfAll & Entries.HEX) != 0;
        decimal = (classesOfAll & Entries.DIGIT) != 0;
        anyDigit = (classesOfAny & Entries.DIGIT) != 0;
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
        return at + 2 < limit && text[at + 1] == (byte) 0xbf && text[at + 2] == (byte) 0xbd;
    }

    private void endHexRun(int from, int count) {
        boolean digit = false;
        for (int i = from; i < from + count && !digit; i++) {
            digit = (Entries.classOf(bytes[i]) & Entries.DIGIT) != 0;
        }
        if (digit) {
            hexRuns.hexRun(Entries.hexRun(bytes, from, count), count, from);
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

    /** Whether the token is one hex run, which has an entry as such and no other. */
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
