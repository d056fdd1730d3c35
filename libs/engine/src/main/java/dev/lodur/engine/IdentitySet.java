package dev.lodur.engine;

/**
 * A set of 128-bit identities in two arrays, open addressing with linear probing: 27 to 54 bytes an element. The halves
 * are hashes already, so the low one is the address. Not thread-safe.
 */
public final class IdentitySet {
    /** The set has reached the size it may have. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("identity set full", null, false, false);
        }
    }

    private static final int INITIAL = 1 << 10;

    private final long bytesMax;
    private long[] high = new long[INITIAL];
    private long[] low = new long[INITIAL];
    private int size;
    private boolean zero;

    /** A set that may take so many bytes, and at least some thousand elements. */
    public IdentitySet(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Whether the identity was not in the set yet; throws {@link Full} where there is no room for it. */
    public boolean add(long highBits, long lowBits) {
        if ((highBits | lowBits) == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        if (size * 5L > high.length * 3L) {
            grow();
        }
        if (!place(high, low, highBits, lowBits)) {
            return false;
        }
        size++;
        return true;
    }

    boolean contains(long highBits, long lowBits) {
        if ((highBits | lowBits) == 0) {
            return zero;
        }
        int mask = high.length - 1;
        int at = (int) lowBits & mask;
        while ((high[at] | low[at]) != 0) {
            if (high[at] == highBits && low[at] == lowBits) {
                return true;
            }
            at = at + 1 & mask;
        }
        return false;
    }

    private static boolean place(long[] highs, long[] lows, long highBits, long lowBits) {
        int mask = highs.length - 1;
        int at = (int) lowBits & mask;
        while ((highs[at] | lows[at]) != 0) {
            if (highs[at] == highBits && lows[at] == lowBits) {
                return false;
            }
            at = at + 1 & mask;
        }
        highs[at] = highBits;
        lows[at] = lowBits;
        return true;
    }

    private void grow() {
        // While the elements move both tables are in memory.
        if (48L * high.length > bytesMax || high.length > 1 << 28) {
            throw new Full();
        }
        long[] newHigh = new long[high.length * 2];
        long[] newLow = new long[high.length * 2];
        for (int i = 0; i < high.length; i++) {
            if ((high[i] | low[i]) != 0) {
                place(newHigh, newLow, high[i], low[i]);
            }
        }
        high = newHigh;
        low = newLow;
    }

    int size() {
        return zero ? size + 1 : size;
    }
}
