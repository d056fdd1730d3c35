package dev.lodur.compaction.retention;

/**
 * How long some lines are kept, and which key says so.
 *
 * @param periodNanos {@link #FOR_EVER} where they stay
 * @param source the key, with the selector where it is for some streams only
 * @param ofStreams whether it is one of {@code retention_stream}
 */
public record RetentionRule(long periodNanos, String source, boolean ofStreams) {
    /** No period at all. */
    public static final long FOR_EVER = Long.MAX_VALUE;

    /**
     * The oldest time that is kept: what is before it is expired, what is exactly as old as the period is not. {@link
     * Long#MIN_VALUE} where nothing expires.
     *
     * @param nowNanos since 1970, not negative
     */
    public long oldestNanos(long nowNanos) {
        return periodNanos == FOR_EVER ? Long.MIN_VALUE : nowNanos - periodNanos;
    }
}
