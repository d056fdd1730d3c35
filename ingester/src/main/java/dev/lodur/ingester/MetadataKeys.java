package dev.lodur.ingester;

import dev.lodur.model.Metadata;
import dev.lodur.model.PackedLabels;
import dev.lodur.segment.SegmentPlan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which metadata keys the rows of a chunk have and how often, so that a flush knows its columns without decompressing
 * the chunk for them. Immutable.
 */
final class MetadataKeys {
    /** More are not worth their memory: the chunk is read again instead. */
    static final int KEYS_MAX = 64;

    private final Map<String, Long> rowsByKey;

    private MetadataKeys(Map<String, Long> rowsByKey) {
        this.rowsByKey = rowsByKey;
    }

    /** The keys of packed metadata; null where they are too many. */
    static @Nullable MetadataKeys of(Metadata metadata, int rows) {
        byte[] bytes = metadata.restBytes();
        int[] offsets = metadata.restOffsets();
        Map<String, Long> rowsByKey = new LinkedHashMap<>();
        if (bytes == null || offsets == null) {
            return new MetadataKeys(rowsByKey);
        }
        int row = 0;
        while (row < rows) {
            int end = endOfEqual(bytes, offsets, row, rows);
            count(bytes, offsets[row], offsets[row + 1] - offsets[row], end - row, rowsByKey);
            if (rowsByKey.size() > KEYS_MAX) {
                return null;
            }
            row = end;
        }
        return new MetadataKeys(rowsByKey);
    }

    /** Behind the rows that have the same metadata as the given one: neighbours mostly have. */
    private static int endOfEqual(byte[] bytes, int[] offsets, int row, int rows) {
        int from = offsets[row];
        int to = offsets[row + 1];
        int end = row + 1;
        while (end < rows && Arrays.equals(bytes, from, to, bytes, offsets[end], offsets[end + 1])) {
            end++;
        }
        return end;
    }

    private static void count(byte[] bytes, int offset, int length, long rows, Map<String, Long> rowsByKey) {
        int count = PackedLabels.count(bytes, offset, length);
        int pair = PackedLabels.first(offset);
        for (int i = 0; i < count; i++) {
            String key = new String(
                    bytes, PackedLabels.nameOffset(pair), PackedLabels.nameLength(bytes, pair), StandardCharsets.UTF_8);
            rowsByKey.merge(key, rows, Long::sum);
            pair = PackedLabels.next(bytes, pair);
        }
    }

    void addTo(SegmentPlan plan) {
        rowsByKey.forEach(plan::addMetadataKey);
    }
}
