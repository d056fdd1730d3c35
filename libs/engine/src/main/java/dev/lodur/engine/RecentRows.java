package dev.lodur.engine;

/**
 * Tells whether a row was seen lately: it remembers the last 32768 to 65536 rows, in 2 MiB at most. Not thread-safe.
 *
 * <p>Rows are kept in two sets; when the younger one is full, the older one is forgotten.
 */
public final class RecentRows {
    private static final int ROWS_OF_SET = 1 << 15;

    private final int rowsOfSet;
    private IdentitySet older = set();
    private IdentitySet younger = set();
    private long olderMaxNanos = Long.MIN_VALUE;
    private long youngerMaxNanos = Long.MIN_VALUE;
    private long forgottenMaxNanos = Long.MIN_VALUE;

    public RecentRows() {
        this(ROWS_OF_SET);
    }

    RecentRows(int rowsOfSet) {
        this.rowsOfSet = rowsOfSet;
    }

    private static IdentitySet set() {
        return new IdentitySet(Long.MAX_VALUE);
    }

    /** Whether the row was not seen lately; from now on it was. */
    public boolean add(SelectedRow row) {
        long high = row.identity().high();
        long low = row.identity().low();
        if (older.contains(high, low) || !younger.add(high, low)) {
            return false;
        }
        youngerMaxNanos = Math.max(youngerMaxNanos, row.timestampNanos());
        if (younger.size() >= rowsOfSet) {
            forgetOlder();
        }
        return true;
    }

    private void forgetOlder() {
        forgottenMaxNanos = Math.max(forgottenMaxNanos, olderMaxNanos);
        older = younger;
        olderMaxNanos = youngerMaxNanos;
        younger = set();
        youngerMaxNanos = Long.MIN_VALUE;
    }

    /** The latest time of the rows that are not remembered any more; {@link Long#MIN_VALUE} while there are none. */
    public long forgottenMaxNanos() {
        return forgottenMaxNanos;
    }
}
