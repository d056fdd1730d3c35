package dev.lodur.compactor;

/** Knows which lines are in a log or spool and not in the bucket yet. Thread-safe; never blocks. */
@FunctionalInterface
public interface UnflushedLines {
    /**
     * The time of the oldest line that any ingester may hold, one that is away included, in nanoseconds since 1970;
     * {@link Long#MIN_VALUE} where nobody can tell, {@link Long#MAX_VALUE} where none holds any.
     */
    long oldestNanos();
}
