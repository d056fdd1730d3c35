package dev.lodur.engine;

import dev.lodur.engine.ValueTest.Verdict;
import dev.lodur.model.Metadata;
import dev.lodur.model.PackedLabels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The verdicts of one test on one metadata key of a block: each distinct value of the dictionary is tested once. */
final class MetadataVerdicts {
    private static final byte[] NONE = new byte[0];

    private final Metadata metadata;
    private final byte[] nameUtf8;
    private final String name;
    private final ValueTest test;
    private final Metadata.@Nullable Column column;
    private final @Nullable Verdict[] byId;
    private byte[] lastValue = NONE;
    private @Nullable Verdict lastVerdict;

    MetadataVerdicts(Metadata metadata, String name, ValueTest test) {
        this.metadata = metadata;
        this.name = name;
        this.nameUtf8 = name.getBytes(StandardCharsets.UTF_8);
        this.test = test;
        this.column = metadata.column(name);
        this.byId = new @Nullable Verdict[column == null ? 0 : column.values().length];
    }

    /** The verdict on a row's value; null where the row lacks the key. */
    @Nullable Verdict verdict(int row) {
        if (column != null) {
            int id = column.ids()[row];
            if (id >= 0) {
                Verdict known = byId[id];
                if (known == null) {
                    known = test.test(new String(column.values()[id], StandardCharsets.UTF_8));
                    byId[id] = known;
                }
                return known;
            }
        }
        byte[] rest = metadata.restBytes();
        int[] offsets = metadata.restOffsets();
        return rest == null || offsets == null ? null : restVerdict(rest, offsets[row], offsets[row + 1]);
    }

    private @Nullable Verdict restVerdict(byte[] rest, int from, int to) {
        int pair = PackedLabels.find(rest, from, to - from, nameUtf8);
        if (pair < 0) {
            return null;
        }
        int start = PackedLabels.valueOffset(rest, pair);
        int end = start + PackedLabels.valueLength(rest, pair);
        // Neighbouring rows often have the same value.
        if (lastVerdict == null || !Arrays.equals(rest, start, end, lastValue, 0, lastValue.length)) {
            lastValue = Arrays.copyOfRange(rest, start, end);
            lastVerdict = test.test(new String(lastValue, StandardCharsets.UTF_8));
        }
        return lastVerdict;
    }

    /** The value of a row that has one. */
    String value(int row) {
        byte[] value = metadata.value(row, name, nameUtf8);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
