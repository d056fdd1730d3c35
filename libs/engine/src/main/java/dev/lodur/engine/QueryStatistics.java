package dev.lodur.engine;

import java.util.concurrent.atomic.LongAdder;

/** What a query has read and what was left of it. Thread-safe; counts only grow. */
public final class QueryStatistics {
    /** The counts at one moment. */
    public record Snapshot(
            long blocksConsidered,
            long blocksOpened,
            long fetchedBytes,
            long linesProcessed,
            long bytesProcessed,
            long postFilterLines,
            long ingesterLines,
            long duplicates,
            long entriesReturned) {}

    private final LongAdder blocksConsidered = new LongAdder();
    private final LongAdder blocksOpened = new LongAdder();
    private final LongAdder fetchedBytes = new LongAdder();
    private final LongAdder linesProcessed = new LongAdder();
    private final LongAdder bytesProcessed = new LongAdder();
    private final LongAdder postFilterLines = new LongAdder();
    private final LongAdder ingesterLines = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder entriesReturned = new LongAdder();

    void considered(long blocks) {
        blocksConsidered.add(blocks);
    }

    void opened(long bytes) {
        blocksOpened.increment();
        fetchedBytes.add(bytes);
    }

    void fetched(long bytes) {
        fetchedBytes.add(bytes);
    }

    void processed(long lines, long bytes) {
        linesProcessed.add(lines);
        bytesProcessed.add(bytes);
    }

    void survived(long lines) {
        postFilterLines.add(lines);
    }

    void received(long lines) {
        ingesterLines.add(lines);
    }

    void duplicate() {
        duplicates.increment();
    }

    void returned(long entries) {
        entriesReturned.add(entries);
    }

    public Snapshot snapshot() {
        return new Snapshot(
                blocksConsidered.sum(),
                blocksOpened.sum(),
                fetchedBytes.sum(),
                linesProcessed.sum(),
                bytesProcessed.sum(),
                postFilterLines.sum(),
                ingesterLines.sum(),
                duplicates.sum(),
                entriesReturned.sum());
    }
}
