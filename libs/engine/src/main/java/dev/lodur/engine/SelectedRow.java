package dev.lodur.engine;

import dev.lodur.engine.row.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.StreamId;
import java.util.Arrays;

/**
 * A row that has survived, in memory of its own.
 *
 * @param sequence orders rows of the same time and stream: by source, then by arrival
 * @param stream the stream's labels, those that a pipeline has left
 * @param metadata structured metadata as it was stored, or as a pipeline has left it, under the names it is exposed by
 * @param derived labels that stages gave to the row, errors included
 * @param line UTF-8
 * @param identity equal for equal entries, see {@link RowIdentity}
 */
public record SelectedRow(
        long timestampNanos,
        long sequence,
        Labels stream,
        Labels metadata,
        Labels derived,
        byte[] line,
        StreamId identity) {
    /** What an object of this kind takes beside its line: references, headers, its share of labels and tables. */
    private static final long OVERHEAD_BYTES = 250;

    /** A row of a batch as its block has it. */
    static SelectedRow of(RowBatch batch, int row, int run, long sequence, StreamId identity) {
        RowBlock block = batch.block();
        byte[] line = Arrays.copyOfRange(
                block.lines().bytes(), block.lines().start(row), block.lines().end(row));
        return new SelectedRow(
                block.timestamps()[row],
                sequence,
                block.labels(run),
                block.metadata().at(row),
                batch.derived(row),
                line,
                identity);
    }

    /** A row as a pipeline has left it. */
    static SelectedRow of(Row row, long sequence, StreamId identity) {
        return new SelectedRow(
                row.timestampNanos(),
                sequence,
                row.streamLabels(),
                row.metadataLabels(),
                row.parsedLabels(),
                Arrays.copyOfRange(row.line(), row.lineFrom(), row.lineTo()),
                identity);
    }

    /** The memory that the row takes, roughly. */
    public long sizeBytes() {
        long size = OVERHEAD_BYTES + line.length;
        return size + sizeBytes(metadata) + sizeBytes(derived);
    }

    private static long sizeBytes(Labels labels) {
        long size = 0;
        for (int i = 0; i < labels.size(); i++) {
            size += 120 + labels.name(i).length() + labels.value(i).length();
        }
        return size;
    }

    /** Negative where this row stands before the other one when walking forward. */
    @SuppressWarnings("ReferenceEquality") // Most rows of one time are of one stream, whose labels are one object.
    int compareForward(SelectedRow other) {
        int byTime = Long.compare(timestampNanos, other.timestampNanos);
        if (byTime != 0) {
            return byTime;
        }
        // A merge keeps the order within a stream only: what a limit keeps of one time must not depend on more.
        int byStream = stream == other.stream ? 0 : stream.compareTo(other.stream);
        return byStream != 0 ? byStream : Long.compare(sequence, other.sequence);
    }
}
