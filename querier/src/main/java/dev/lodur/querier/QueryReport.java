package dev.lodur.querier;

import java.time.Duration;

/**
 * What there is to say about a query that has ended.
 *
 * @param type Loki's word: {@code limited} for lines unfiltered, {@code filter} for lines filtered, {@code metric}
 * @param rangeType {@code range} or {@code instant}
 * @param length from start to end
 * @param step zero for an instant
 * @param limit 0 where it has no meaning
 * @param status the HTTP status of the answer
 */
record QueryReport(
        Asker asker,
        String query,
        String type,
        String rangeType,
        Duration length,
        Duration step,
        int limit,
        int status,
        Duration execution,
        Duration queued,
        long returnedLines,
        long processedLines,
        long processedBytes) {

    /** Bytes processed in each second of the execution. */
    long bytesPerSecond() {
        return (long) (processedBytes / Math.max(1e-9, execution.toNanos() / 1e9));
    }
}
