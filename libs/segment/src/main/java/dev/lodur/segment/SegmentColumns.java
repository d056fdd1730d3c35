package dev.lodur.segment;

import java.util.List;

/**
 * Which labels and structured-metadata keys have a column of their own in a segment; {@link SegmentPlan} finds them.
 *
 * @param labels at most {@link #LABELS_MAX} names of stream labels
 * @param metadata at most {@link #METADATA_MAX} keys of structured metadata
 * @param otherLabels whether there is a map column for labels that are not among {@code labels}
 * @param otherMetadata whether there is a map column for keys that are not among {@code metadata}
 */
public record SegmentColumns(List<String> labels, List<String> metadata, boolean otherLabels, boolean otherMetadata) {
    public static final int LABELS_MAX = 32;
    public static final int METADATA_MAX = 16;

    public SegmentColumns {
        labels = labels.stream().sorted().distinct().toList();
        metadata = metadata.stream().sorted().distinct().toList();
        if (labels.size() > LABELS_MAX || metadata.size() > METADATA_MAX) {
            throw new IllegalArgumentException(labels.size() + " label columns and " + metadata.size()
                    + " metadata columns, at most " + LABELS_MAX + " and " + METADATA_MAX);
        }
    }
}
