package dev.lodur.ingester;

import dev.lodur.model.Tenant;
import java.nio.file.Path;

/** What an ingester counts. Implementations are thread-safe and quick. */
public interface IngesterMetrics {
    /** Counts nothing. */
    IngesterMetrics NONE = new IngesterMetrics() {};

    /** A batch was logged. */
    default void recordLogged(int bytes) {}

    /** The log forced the rows of some pushes to disk at once. */
    default void walForced(long records, long durationNanos) {}

    /** The log could not be written or forced. */
    default void walFailed() {}

    /** Durable bytes of the log cannot be read: lines are lost, the file is kept. */
    default void walCorrupt(Path file) {}

    /** Rows came back from the log at start. */
    default void recovered(long entries) {}

    /** The log was replayed. */
    default void replayed(long durationNanos) {}

    /** A stream of a tenant is new in the head. */
    default void streamsCreated(Tenant tenant, long streams) {}

    /** Streams of a tenant were quiet for two generations and are forgotten. */
    default void streamsRemoved(Tenant tenant, long streams) {}

    /** A slice was written into the spool. */
    default void sliceFlushed(FlushReason reason, SliceFigures figures) {}

    /** A batch was stored but its lines have no part in the patterns, since mining is behind. */
    default void patternBatchDropped() {}

    /** Lines were not looked at for patterns, since others stand for them. */
    default void patternLinesSkipped(long lines) {}

    /** A flush failed and will be tried again. */
    default void flushFailed() {}

    /**
     * What a slice holds.
     *
     * @param lineBytes bytes of lines before compression
     * @param sizeBytes bytes of the file
     * @param ageNanos of its oldest arrival
     * @param encodeNanos time of writing
     */
    record SliceFigures(
            long rows, long streams, long lineBytes, long sizeBytes, long ageNanos, long spanNanos, long encodeNanos) {}
}
