package dev.lodur.engine;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Blocks of rows made from values. */
final class TestBlocks {
    /** An entry of a stream. */
    record Row(Labels stream, Entry entry) {
        Row(Labels stream, long timestampNanos, String line) {
            this(stream, new Entry(timestampNanos, line));
        }
    }

    private TestBlocks() {}

    static RowBlock block(List<Row> rows) {
        RowBlockBuilder builder = new RowBlockBuilder();
        for (Row row : rows) {
            byte[] line = row.entry().line().getBytes(StandardCharsets.UTF_8);
            builder.add(
                    row.stream(),
                    row.entry().timestampNanos(),
                    line,
                    0,
                    line.length,
                    PackedLabels.encode(row.entry().metadata()));
        }
        return builder.build();
    }

    static RowBlock ofLines(List<String> lines) {
        return block(lines.stream()
                .map(line -> new Row(Labels.of("app", "web"), 1, line))
                .toList());
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
