package dev.lodur.engine;

import dev.lodur.model.Bytes;
import dev.lodur.model.Lines;
import java.util.Arrays;

/**
 * Finds a needle in bytes, eight places at a time.
 *
 * <p>Of the needle the two rarest bytes are chosen ({@link ByteFrequency}). Two words, read at the distance of those
 * bytes, are compared with them by exclusive or; where both words have a zero byte at the same place the needle is
 * compared whole. With common bytes that is one comparison in some hundred bytes. Case can be ignored for ASCII letters:
 * setting bit 5 makes the two cases equal and nothing else.
 *
 * <p>Reads up to {@link Lines#SLACK_BYTES} behind the range that is searched. Immutable and thread-safe.
 */
public final class SubstringSearch {
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long CASE_BITS = 0x2020202020202020L;

    private final byte[] needle;
    private final boolean ignoreCase;
    private final int firstOffset;
    private final int secondOffset;
    private final long firstPattern;
    private final long secondPattern;
    private final long firstCase;
    private final long secondCase;

    private SubstringSearch(byte[] needle, boolean ignoreCase) {
        this.needle = needle;
        this.ignoreCase = ignoreCase;
        this.firstOffset = rarest(-1);
        this.secondOffset = rarest(firstOffset);
        this.firstPattern = pattern(firstOffset);
        this.secondPattern = pattern(secondOffset);
        this.firstCase = caseBits(firstOffset);
        this.secondCase = caseBits(secondOffset);
    }

    /** A search for exactly these bytes, which the caller does not change afterwards. */
    public static SubstringSearch exactly(byte[] needle) {
        return new SubstringSearch(needle, false);
    }

    /** A search that takes ASCII letters in both cases. */
    public static SubstringSearch ignoringCase(byte[] needle) {
        byte[] lower = needle.clone();
        for (int i = 0; i < lower.length; i++) {
            if (ByteFrequency.isLetter(lower[i])) {
                lower[i] |= 0x20;
            }
        }
        return new SubstringSearch(lower, true);
    }

    public int length() {
        return needle.length;
    }

    /** How common the rarest two bytes are: the smaller, the faster the search and the fewer rows it leaves. */
    int commonness() {
        return needle.length == 0 ? 256 : rank(firstOffset) + rank(secondOffset);
    }

    /** Where the needle first begins in the range, or -1. An empty needle is found at once. */
    public int indexIn(byte[] bytes, int from, int to) {
        if (needle.length == 0) {
            return from;
        }
        return ignoreCase ? indexIgnoringCase(bytes, from, to) : indexExactly(bytes, from, to);
    }

    private int indexExactly(byte[] bytes, int from, int to) {
        int last = to - needle.length;
        int first = firstOffset;
        int second = secondOffset;
        long p1 = firstPattern;
        long p2 = secondPattern;
        int at = from;
        for (; at <= last - 24; at += 32) {
            long a = (Bytes.getLong(bytes, at + first) ^ p1) | (Bytes.getLong(bytes, at + second) ^ p2);
            long b = (Bytes.getLong(bytes, at + first + 8) ^ p1) | (Bytes.getLong(bytes, at + second + 8) ^ p2);
            long c = (Bytes.getLong(bytes, at + first + 16) ^ p1) | (Bytes.getLong(bytes, at + second + 16) ^ p2);
            long d = (Bytes.getLong(bytes, at + first + 24) ^ p1) | (Bytes.getLong(bytes, at + second + 24) ^ p2);
            if ((zeros(a) | zeros(b) | zeros(c) | zeros(d)) != 0) {
                int found = verify(zeros(a), bytes, at, last);
                found = found >= 0 ? found : verify(zeros(b), bytes, at + 8, last);
                found = found >= 0 ? found : verify(zeros(c), bytes, at + 16, last);
                found = found >= 0 ? found : verify(zeros(d), bytes, at + 24, last);
                if (found >= 0) {
                    return found;
                }
            }
        }
        for (; at <= last; at += 8) {
            long a = (Bytes.getLong(bytes, at + first) ^ p1) | (Bytes.getLong(bytes, at + second) ^ p2);
            int found = verify(zeros(a), bytes, at, last);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    private int indexIgnoringCase(byte[] bytes, int from, int to) {
        int last = to - needle.length;
        int first = firstOffset;
        int second = secondOffset;
        long p1 = firstPattern;
        long p2 = secondPattern;
        long c1 = firstCase;
        long c2 = secondCase;
        int at = from;
        for (; at <= last - 8; at += 16) {
            long a = ((Bytes.getLong(bytes, at + first) | c1) ^ p1) | ((Bytes.getLong(bytes, at + second) | c2) ^ p2);
            long b = ((Bytes.getLong(bytes, at + first + 8) | c1) ^ p1)
                    | ((Bytes.getLong(bytes, at + second + 8) | c2) ^ p2);
            if ((zeros(a) | zeros(b)) != 0) {
                int found = verify(zeros(a), bytes, at, last);
                found = found >= 0 ? found : verify(zeros(b), bytes, at + 8, last);
                if (found >= 0) {
                    return found;
                }
            }
        }
        for (; at <= last; at += 8) {
            long a = ((Bytes.getLong(bytes, at + first) | c1) ^ p1) | ((Bytes.getLong(bytes, at + second) | c2) ^ p2);
            int found = verify(zeros(a), bytes, at, last);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /**
     * The high bit of each byte that is zero. Bytes above a zero byte may be marked too: what follows compares the needle
     * anyway.
     */
    private static long zeros(long word) {
        return (word - LOW_BITS) & ~word & HIGH_BITS;
    }

    private int verify(long zeros, byte[] bytes, int at, int last) {
        for (long left = zeros; left != 0; left &= left - 1) {
            int start = at + (Long.numberOfTrailingZeros(left) >>> 3);
            if (start <= last && isAt(bytes, start)) {
                return start;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int start) {
        if (!ignoreCase) {
            return Arrays.equals(bytes, start, start + needle.length, needle, 0, needle.length);
        }
        for (int i = 0; i < needle.length; i++) {
            byte b = bytes[start + i];
            if ((ByteFrequency.isLetter(b) ? (byte) (b | 0x20) : b) != needle[i]) {
                return false;
            }
        }
        return true;
    }

    /** The offset of the rarest byte, of those that differ from the one already chosen where there are any. */
    private int rarest(int chosen) {
        int best = -1;
        for (int i = 0; i < needle.length; i++) {
            boolean same = chosen >= 0 && needle[i] == needle[chosen];
            if (!same && (best < 0 || rank(i) < rank(best))) {
                best = i;
            }
        }
        return best >= 0 ? best : Math.max(0, needle.length - 1);
    }

    private int rank(int offset) {
        return ignoreCase ? ByteFrequency.rankIgnoringCase(needle[offset]) : ByteFrequency.rank(needle[offset]);
    }

    private long pattern(int offset) {
        return needle.length == 0 ? 0 : (needle[offset] & 0xffL) * LOW_BITS;
    }

    private long caseBits(int offset) {
        return ignoreCase && needle.length > 0 && ByteFrequency.isLetter(needle[offset]) ? CASE_BITS : 0;
    }
}
