package dev.lodur.engine;

import dev.lodur.model.Labels;
import java.util.List;

/**
 * A stream with how much of it lies in a range.
 *
 * @param labels the stream's labels
 * @param rows entries in the range, or a little more where only whole blocks are counted
 * @param lineBytes bytes of their lines
 * @param metadataBytes bytes of names and values of their structured metadata
 * @param shares what of the lines lies in each bucket, in the order of buckets; none where no buckets were asked for
 */
public record StreamSummary(Labels labels, long rows, long lineBytes, long metadataBytes, List<Share> shares) {
    public StreamSummary {
        shares = List.copyOf(shares);
    }

    public StreamSummary(Labels labels, long rows, long lineBytes, long metadataBytes) {
        this(labels, rows, lineBytes, metadataBytes, List.of());
    }

    /** The same of a stream under other labels. */
    StreamSummary as(Labels otherLabels) {
        return new StreamSummary(otherLabels, rows, lineBytes, metadataBytes, shares);
    }

    /**
     * What of a stream lies in one bucket.
     *
     * @param bucket as {@link Buckets#of} counts it
     */
    public record Share(int bucket, long rows, long lineBytes) {}
}
