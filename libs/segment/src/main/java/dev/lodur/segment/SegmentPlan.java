package dev.lodur.segment;

import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.segment.parquet.ByteDictionary;
import dev.lodur.segment.parquet.LongArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first of the two passes over what becomes a segment: counts label names and metadata keys and chooses which get a
 * column. The second pass gives {@link SegmentWriter} the same streams and rows.
 *
 * <p>Every stream must be told, and every entry's metadata (or, where counts are known already, every key): a name that
 * the plan has not seen is refused by the writer. More than one row too many does no harm. All label names get columns
 * up to {@link SegmentColumns#LABELS_MAX}, the most frequent first; metadata keys only when one row in a hundred has
 * them. Memory is bounded: beyond {@value #KEYS_MAX} distinct keys the new ones are not counted and go to the map. Not
 * thread-safe.
 */
public final class SegmentPlan {
    private static final int KEYS_MAX = 4096;
    private static final int ROWS_PER_KEY_MAX = 100;

    private final Map<String, Long> labelRows = new HashMap<>();
    private final ByteDictionary keys = new ByteDictionary();
    private final LongArray keyRows = new LongArray();
    private boolean tooManyKeys;
    private long rows;

    /** Counts a stream with the number of its rows. */
    public void addStream(Labels labels, long streamRows) {
        for (int i = 0; i < labels.size(); i++) {
            labelRows.merge(labels.name(i), streamRows, Long::sum);
        }
        rows += streamRows;
    }

    /** Counts the keys of one entry's packed metadata. */
    public void addMetadata(byte[] packed, int offset, int length) {
        int count = PackedLabels.count(packed, offset, length);
        int pair = PackedLabels.first(offset);
        for (int i = 0; i < count; i++) {
            addKey(packed, PackedLabels.nameOffset(pair), PackedLabels.nameLength(packed, pair), 1);
            pair = PackedLabels.next(packed, pair);
        }
    }

    /** Counts a metadata key that the given number of rows have. */
    public void addMetadataKey(String key, long keyRowCount) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        addKey(utf8, 0, utf8.length, keyRowCount);
    }

    private void addKey(byte[] bytes, int offset, int length, long count) {
        int id = keys.size() < KEYS_MAX ? keys.add(bytes, offset, length) : keys.find(bytes, offset, length);
        if (id < 0) {
            tooManyKeys = true;
        } else if (id == keyRows.size()) {
            keyRows.add(count);
        } else {
            keyRows.array()[id] += count;
        }
    }

    /** The columns that the streams and keys counted so far call for. */
    public SegmentColumns columns() {
        List<String> labels = mostFrequent(labelRows, SegmentColumns.LABELS_MAX);
        Map<String, Long> frequent = new HashMap<>();
        for (int id = 0; id < keys.size(); id++) {
            if (keyRows.get(id) * ROWS_PER_KEY_MAX >= rows) {
                frequent.put(new String(keys.copy(id), StandardCharsets.UTF_8), keyRows.get(id));
            }
        }
        List<String> metadata = mostFrequent(frequent, SegmentColumns.METADATA_MAX);
        return new SegmentColumns(
                labels, metadata, labels.size() < labelRows.size(), tooManyKeys || metadata.size() < keys.size());
    }

    private static List<String> mostFrequent(Map<String, Long> counts, int max) {
        List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        return entries.stream().limit(max).map(Map.Entry::getKey).toList();
    }
}
