package dev.lodur.engine;

import dev.lodur.model.Labels;
import java.util.List;

/**
 * The entries that a log query answers, by stream.
 *
 * @param streams sorted by the text of their labels
 */
public record LogQueryResult(List<ResultStream> streams, QueryStatistics.Snapshot statistics) {
    public LogQueryResult {
        streams = List.copyOf(streams);
    }

    /** Entries over all streams. */
    public int entryCount() {
        int count = 0;
        for (ResultStream stream : streams) {
            count += stream.entries().size();
        }
        return count;
    }

    /**
     * One stream of the answer.
     *
     * @param labels all labels of its entries, or with categorised labels those of the stream alone
     * @param entries in the order of the query's direction
     */
    public record ResultStream(Labels labels, List<ResultEntry> entries) {
        public ResultStream {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One entry, its line as bytes until it is written out.
     *
     * @param line UTF-8; nobody changes it
     * @param structuredMetadata under the names it is exposed by
     * @param parsed labels that stages made, errors included
     */
    public record ResultEntry(long timestampNanos, byte[] line, Labels structuredMetadata, Labels parsed) {}
}
