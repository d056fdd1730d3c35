package dev.lodur.engine.drain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words of a group of lines, of which those that differ between lines are wild. Words become wild and never anything
 * else again. Not thread-safe.
 */
final class Template {
    private static final String WILDCARD = "<_>";
    /** Of this object and its arrays, without what is in them. */
    private static final int OVERHEAD_BYTES = 40 + 2 * 16;

    private final byte[] text;
    private final short[] bounds;
    private final boolean cut;
    private final int comparable;
    private long wild;

    private Template(byte[] text, short[] bounds, boolean cut, int comparable, long wild) {
        this.text = text;
        this.bounds = bounds;
        this.cut = cut;
        this.comparable = comparable;
        this.wild = wild;
    }

    /** That of one line; what its wild words are is not kept. */
    static Template of(LineWords words) {
        byte[] text = new byte[words.end() - words.from()];
        short[] bounds = new short[2 * words.count()];
        int size = 0;
        int before = words.from();
        for (int i = 0; i < words.count(); i++) {
            int kept = words.isWild(i) ? words.start(i) : words.end(i);
            System.arraycopy(words.bytes(), before, text, size, kept - before);
            size += kept - before;
            bounds[2 * i] = (short) (size - (kept - words.start(i)));
            bounds[2 * i + 1] = (short) size;
            before = words.end(i);
        }
        System.arraycopy(words.bytes(), before, text, size, words.end() - before);
        size += words.end() - before;
        int comparable = words.count() - Long.bitCount(words.wild() | words.keys());
        return new Template(Arrays.copyOf(text, size), bounds, words.isCut(), comparable, words.wild());
    }

    /**
     * How similar a line is: -1 where it cannot be of this group, and otherwise the higher the better. A line in which no
     * more words would become wild comes before all others.
     */
    int similarity(LineWords words) {
        if (words.count() != count() || words.isCut() != cut || !sameMarks(words)) {
            return -1;
        }
        int equal = 0;
        boolean lossless = true;
        for (int i = 0; i < count(); i++) {
            if (isWild(i)) {
                continue;
            }
            boolean same = !words.isWild(i) && sameWord(words, i);
            boolean key = (words.keys() & (1L << i)) != 0;
            if (key && !same) {
                return -1;
            }
            lossless &= same;
            equal += same && !key ? 1 : 0;
        }
        if (2 * equal < comparable) {
            return -1;
        }
        return lossless ? LineWords.WORDS_MAX + 1 + equal : equal;
    }

    private boolean sameMarks(LineWords words) {
        int before = words.from();
        int ownBefore = 0;
        for (int i = 0; i < count(); i++) {
            if (!Arrays.equals(words.bytes(), before, words.start(i), text, ownBefore, start(i))) {
                return false;
            }
            before = words.end(i);
            ownBefore = end(i);
        }
        return Arrays.equals(words.bytes(), before, words.end(), text, ownBefore, text.length);
    }

    private boolean sameWord(LineWords words, int word) {
        return Arrays.equals(words.bytes(), words.start(word), words.end(word), text, start(word), end(word));
    }

    /** Takes in a line that is similar: the words that differ are wild from now on. */
    void join(LineWords words) {
        for (int i = 0; i < count(); i++) {
            if (!isWild(i) && (words.isWild(i) || !sameWord(words, i))) {
                wild |= 1L << i;
            }
        }
    }

    /** The text for LogQL's {@code |>}. */
    String pattern() {
        StringBuilder pattern = new StringBuilder(text.length + 16);
        int before = 0;
        for (int i = 0; i < count(); i++) {
            int kept = isWild(i) ? start(i) : end(i);
            append(pattern, before, kept).append(isWild(i) ? WILDCARD : "");
            before = end(i);
        }
        return append(pattern, before, text.length).append(cut ? WILDCARD : "").toString();
    }

    private StringBuilder append(StringBuilder pattern, int from, int to) {
        return pattern.append(new String(text, from, to - from, StandardCharsets.UTF_8));
    }

    private boolean isWild(int word) {
        return (wild & (1L << word)) != 0;
    }

    byte[] text() {
        return text;
    }

    int count() {
        return bounds.length / 2;
    }

    int start(int word) {
        return bounds[2 * word];
    }

    int end(int word) {
        return bounds[2 * word + 1];
    }

    long wild() {
        return wild;
    }

    boolean isCut() {
        return cut;
    }

    int heapBytes() {
        return OVERHEAD_BYTES + text.length + 2 * bounds.length;
    }
}
