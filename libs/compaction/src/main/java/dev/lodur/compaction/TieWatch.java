package dev.lodur.compaction;

import dev.lodur.engine.IdentitySet;
import dev.lodur.engine.RowIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Recognises rows that are the same entry among those of one stream and time, which come one after the other. A few are
 * compared one by one; the rest goes into a set of bounded size. Not thread-safe.
 */
final class TieWatch {
    private static final int COMPARED_MAX = 32;

    private final long bytesMax;
    private final long[] high = new long[COMPARED_MAX];
    private final long[] low = new long[COMPARED_MAX];
    private int count;
    private @Nullable IdentitySet more;
    private boolean complete = true;

    TieWatch(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Rows of another stream or time follow. */
    void reset() {
        count = 0;
        more = null;
    }

    /** Whether the row was not there before. */
    boolean add(RowIdentity identity) {
        for (int i = 0; i < count; i++) {
            if (high[i] == identity.high() && low[i] == identity.low()) {
                return false;
            }
        }
        if (count < COMPARED_MAX) {
            high[count] = identity.high();
            low[count] = identity.low();
            count++;
            return true;
        }
        return addMore(identity);
    }

    private boolean addMore(RowIdentity identity) {
        if (more == null) {
            more = new IdentitySet(bytesMax);
        }
        try {
            return more.add(identity.high(), identity.low());
        } catch (IdentitySet.Full e) {
            complete = false;
            return true;
        }
    }

    /** Whether every repeated row was recognised so far. */
    boolean isComplete() {
        return complete;
    }
}
