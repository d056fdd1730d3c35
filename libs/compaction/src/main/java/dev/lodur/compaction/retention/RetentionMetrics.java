package dev.lodur.compaction.retention;

/** Is told what retention does. Thread-safe. */
public interface RetentionMetrics {
    /** Tells nobody. */
    RetentionMetrics NONE = new RetentionMetrics() {
        @Override
        public void ran(boolean successful, long durationNanos) {}

        @Override
        public void removed(RetentionReason.Kind reason, long segments, long bytes, long rows) {}
    };

    /** A round is over; it is successful when every day was. */
    void ran(boolean successful, long durationNanos);

    /**
     * Something was removed.
     *
     * @param segments whole ones; 0 where a segment was rewritten
     * @param bytes of their objects; 0 where a segment was rewritten
     */
    void removed(RetentionReason.Kind reason, long segments, long bytes, long rows);
}
