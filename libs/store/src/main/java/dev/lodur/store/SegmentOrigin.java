package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a compacted segment says of itself, so that a catalog can be made again from the segments alone: the message
 * SegmentOrigin of {@code docs/formats/catalog.proto}, kept in the segment's index.
 *
 * <p>A segment whose key is among the inputs of another, or whose WAL ranges lie in those of another, was replaced by it.
 *
 * @param inputs keys of the segments that it was merged from
 * @param ranges WAL ranges whose rows went into it, through whatever merges; joined where they touch
 * @param level see {@link SegmentKey}
 * @param retentionClass as in its catalog entry
 * @param deduplicated as in its catalog entry
 */
public record SegmentOrigin(
        List<String> inputs, List<WalRange> ranges, int level, String retentionClass, boolean deduplicated) {
    /** That of a segment of which nothing is to be known. */
    public static final SegmentOrigin NONE = new SegmentOrigin(List.of(), List.of(), 0, "", false);

    public SegmentOrigin {
        inputs = List.copyOf(inputs);
        ranges = List.copyOf(ranges);
    }

    public SegmentOrigin withDeduplicated(boolean whether) {
        return new SegmentOrigin(inputs, ranges, level, retentionClass, whether);
    }

    public byte[] encode() {
        ProtoWriter out = new ProtoWriter();
        inputs.forEach(input -> out.element(1, utf8(input)));
        ranges.forEach(range -> out.element(2, CatalogEntryFormat.encode(range)));
        out.varint(3, level);
        out.string(4, retentionClass);
        out.varint(5, deduplicated ? 1 : 0);
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #encode} wrote; {@code key} is for texts.
     *
     * @throws LodurException {@link ErrorCode#CORRUPT} where it did not
     */
    public static SegmentOrigin decode(String key, byte[] encoded) {
        StoredFields in = new StoredFields("origin of '" + key + "'", encoded);
        List<String> inputs = new ArrayList<>();
        List<WalRange> ranges = new ArrayList<>();
        int level = 0;
        String retentionClass = "";
        boolean deduplicated = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(in.string());
                case 2 -> ranges.add(CatalogEntryFormat.decodeRange(in.message()));
                case 3 -> level = in.count();
                case 4 -> retentionClass = in.string();
                case 5 -> deduplicated = in.varint() != 0;
                default -> {}
            }
        }
        return new SegmentOrigin(inputs, ranges, level, retentionClass, deduplicated);
    }

    /** WAL ranges of any logs, joined where they touch or overlap. */
    public static List<WalRange> joined(List<WalRange> ranges) {
        return WalCoverage.joined(ranges);
    }
}
