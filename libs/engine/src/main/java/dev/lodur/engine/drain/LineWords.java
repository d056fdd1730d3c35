package dev.lodur.engine.drain;

/**
 * The words of one line and what is known of each, in arrays that are used again for the next line.
 *
 * <p>What stands between words is the line's form; lines of different forms never share a pattern. A word is never empty,
 * and the byte behind it does not occur in it. So wherever a word becomes {@code <_>}, a matcher that takes each text
 * where it is first found finds the one behind the wildcard exactly where it was, which is why a pattern matches all
 * lines that it was made from.
 *
 * <p>Words with digits, long hexadecimal ones and what stands in angle brackets are wild from the beginning. A line is
 * looked at up to {@value #BYTES_MAX} bytes and {@value #WORDS_MAX} words; the rest counts as one more wildcard. Not
 * thread-safe.
 */
final class LineWords {
    static final int WORDS_MAX = 64;
    static final int BYTES_MAX = 3000;
    static final int PATH_MAX = 5;

    private static final int HEX_LENGTH_MIN = 8;

    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private int end;
    private boolean cut;
    private int count;
    private final int[] starts = new int[WORDS_MAX];
    private final int[] ends = new int[WORDS_MAX];
    private long wild;
    private long keys;
    private long form;
    private int pathLength;
    private final long[] path = new long[PATH_MAX];

    /** Cuts the line in a range of bytes, which must stay as they are while this is read. */
    void read(byte[] line, int lineFrom, int lineTo) {
        begin(line, lineFrom, lineTo);
        int limit = Math.min(lineTo, lineFrom + BYTES_MAX);
        end = addWords(limit);
        cut = end < lineTo;
        describe();
    }

    /** Takes the words of a template instead of a line's; the empty ones are those that are wild. */
    void read(Template template) {
        byte[] text = template.text();
        begin(text, 0, text.length);
        count = template.count();
        for (int i = 0; i < count; i++) {
            starts[i] = template.start(i);
            ends[i] = template.end(i);
        }
        wild = template.wild();
        end = text.length;
        cut = template.isCut();
        describe();
    }

    private void begin(byte[] line, int lineFrom, int lineTo) {
        bytes = line;
        from = lineFrom;
        to = lineTo;
        count = 0;
        wild = 0;
    }

    /** Where the last mark behind the last word ends, or where the words that are left out begin. */
    private int addWords(int limit) {
        int at = from;
        while (true) {
            while (at < limit && !ByteKind.isWord(bytes[at])) {
                at++;
            }
            if (at == limit || count == WORDS_MAX) {
                return at;
            }
            int wordEnd = wordEnd(at, limit);
            if (wordEnd >= limit && limit < to) {
                return at;
            }
            add(at, wordEnd);
            at = wordEnd;
        }
    }

    /** Marks inside of numbers belong to a word unless the same one follows it: then they are marks between words. */
    private int wordEnd(int start, int limit) {
        boolean marked = false;
        int at = start;
        while (at < limit && (ByteKind.isWord(bytes[at]) || isInner(at))) {
            marked |= !ByteKind.isWord(bytes[at]);
            at++;
        }
        if (!marked || at == limit || ByteKind.of(bytes[at]) != ByteKind.INNER) {
            return at;
        }
        int same = start;
        while (same < at && bytes[same] != bytes[at]) {
            same++;
        }
        boolean last = at + 1 == to || ByteKind.of(bytes[at + 1]) == ByteKind.BLANK;
        return same < at && last ? at + 1 : same;
    }

    private boolean isInner(int at) {
        return ByteKind.of(bytes[at]) == ByteKind.INNER
                && at + 1 < to
                && ByteKind.isDigit(bytes[at - 1])
                && ByteKind.isDigit(bytes[at + 1]);
    }

    private void add(int start, int wordEnd) {
        starts[count] = start;
        ends[count] = wordEnd;
        if (isWildByNature(start, wordEnd)) {
            wild |= 1L << count;
        }
        count++;
    }

    private boolean isWildByNature(int start, int wordEnd) {
        boolean hex = wordEnd - start >= HEX_LENGTH_MIN;
        for (int i = start; i < wordEnd; i++) {
            if (ByteKind.isDigit(bytes[i])) {
                return true;
            }
            hex &= ByteKind.isHex(bytes[i]);
        }
        // LogQL takes a name in angle brackets for a capture.
        return hex || (start > from && bytes[start - 1] == '<' && wordEnd < to && bytes[wordEnd] == '>');
    }

    /** Finds the keys, the form and the path. */
    private void describe() {
        keys = 0;
        pathLength = 0;
        long hash = Hash.of(count * 2L + (cut ? 1 : 0));
        int before = from;
        for (int i = 0; i < count; i++) {
            hash = Hash.add(hash, bytes, before, starts[i]);
            before = ends[i];
            if (isKey(i)) {
                keys |= 1L << i;
                hash = Hash.add(hash, bytes, starts[i], ends[i]);
            } else if (pathLength < PATH_MAX && !isWild(i) && !isValue(i)) {
                path[pathLength++] = Hash.add(Hash.of(i), bytes, starts[i], ends[i]);
            }
            hash = Hash.of(hash);
        }
        form = Hash.add(hash, bytes, before, end);
    }

    private boolean isKey(int word) {
        int at = ends[word];
        if (isWild(word) || at >= end) {
            return false;
        }
        if (bytes[at] == '=') {
            return true;
        }
        at += bytes[at] == '\\' ? 1 : 0;
        return at + 1 < end && bytes[at] == '"' && bytes[at + 1] == ':';
    }

    /** Whether the word is all that stands behind a key: such words vary more than those of a message. */
    private boolean isValue(int word) {
        if (word == 0 || (keys & (1L << (word - 1))) == 0) {
            return false;
        }
        boolean quoted = bytes[starts[word] - 1] == '"';
        boolean more = ends[word] < end && ByteKind.of(bytes[ends[word]]) == ByteKind.BLANK;
        return !quoted || !more;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    /** Behind what the pattern says in words or marks. */
    int end() {
        return end;
    }

    /** Whether more of the line follows. */
    boolean isCut() {
        return cut;
    }

    int count() {
        return count;
    }

    int start(int word) {
        return starts[word];
    }

    int end(int word) {
        return ends[word];
    }

    boolean isWild(int word) {
        return (wild & (1L << word)) != 0;
    }

    /** A bit for each word that is wild. */
    long wild() {
        return wild;
    }

    /** A bit for each word that names a value, as in {@code key=value} and JSON: lines of one pattern share them. */
    long keys() {
        return keys;
    }

    /** The hash of all that lines of one pattern share: marks, number of words, keys. */
    long form() {
        return form;
    }

    /** How many words the path through the tree has. */
    int pathLength() {
        return pathLength;
    }

    /** One step of the path: a word that is neither wild, nor a key, nor a key's only value. */
    long path(int step) {
        return path[step];
    }
}
