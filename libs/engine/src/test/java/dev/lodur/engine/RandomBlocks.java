package dev.lodur.engine;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.engine.reference.PlainEntry;
import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.Metadata;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Entries in blocks, as ingesters and segments hold them: some twice, metadata in columns or packed. */
final class RandomBlocks {
    private final RandomGenerator random;

    RandomBlocks(RandomGenerator random) {
        this.random = random;
    }

    /** Every entry goes into one block, some into a second one too. */
    List<RowBlock> of(List<PlainEntry> entries) {
        List<List<Row>> parts = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            parts.add(new ArrayList<>());
        }
        for (PlainEntry entry : entries) {
            Row row = new Row(entry.stream(), new Entry(entry.timestampNanos(), entry.line(), entry.metadata()));
            TestBlocks.pick(random, parts).add(row);
            if (random.nextInt(4) == 0) {
                TestBlocks.pick(random, parts).add(row);
            }
        }
        List<RowBlock> blocks = new ArrayList<>();
        for (List<Row> part : parts) {
            part.sort(Comparator.comparing(Row::stream)
                    .thenComparing(row -> row.entry().timestampNanos()));
            blocks.add(block(part));
        }
        return blocks;
    }

    private RowBlock block(List<Row> rows) {
        RowBlock packed = TestBlocks.block(rows);
        return random.nextBoolean() || !(packed instanceof ArrayRowBlock block)
                ? packed
                : new ArrayRowBlock(
                        block.runLabels(), block.runStarts(), block.timestamps(), block.lines(), columns(rows));
    }

    /** Some keys in columns, or all of them. */
    private Metadata columns(List<Row> rows) {
        Set<String> keys = new TreeSet<>();
        boolean all = random.nextBoolean();
        rows.forEach(row -> row.entry().metadata().toMap().keySet().stream()
                .filter(key -> all || key.hashCode() % 2 == 0)
                .forEach(keys::add));
        Metadata.Column[] columns = keys.stream().map(key -> column(key, rows)).toArray(Metadata.Column[]::new);
        int[] offsets = new int[rows.size() + 1];
        byte[] rest = new byte[0];
        for (int i = 0; i < rows.size(); i++) {
            Labels left = rows.get(i).entry().metadata();
            for (String key : keys) {
                left = left.without(key);
            }
            byte[] bytes = PackedLabels.encode(left);
            rest = Arrays.copyOf(rest, rest.length + bytes.length);
            System.arraycopy(bytes, 0, rest, rest.length - bytes.length, bytes.length);
            offsets[i + 1] = rest.length;
        }
        return all || rest.length == 0 ? Metadata.columns(columns) : Metadata.of(columns, rest, offsets);
    }

    private static Metadata.Column column(String key, List<Row> rows) {
        List<String> values = new ArrayList<>();
        int[] ids = new int[rows.size()];
        for (int i = 0; i < ids.length; i++) {
            String value = rows.get(i).entry().metadata().get(key);
            if (value != null && !values.contains(value)) {
                values.add(value);
            }
            ids[i] = value == null ? -1 : values.indexOf(value);
        }
        byte[][] bytes = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return new Metadata.Column(key, bytes, ids);
    }
}
