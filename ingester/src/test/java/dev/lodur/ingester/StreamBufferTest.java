package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamBufferTest {
    private static final Labels LABELS = Labels.of("app", "web");

    private final StreamBuffer buffer = new StreamBuffer(LABELS);
    private final DaySet days = new DaySet();

    @Test
    void rowsComeBackInTheOrderOfTimeAndOfArrivalForEqualTimes() {
        // given
        List<Entry> entries = List.of(
                new Entry(5, "first at five"),
                new Entry(3, "three", Labels.of("trace", "t3")),
                new Entry(5, "second at five"),
                new Entry(4, ""));

        // when
        add(entries);

        // then
        assertThat(rows(TimeRange.ALL)).containsExactly(entries.get(1), entries.get(3), entries.get(0), entries.get(2));
    }

    @Test
    void manyRowsOutOfOrderOverManySealedChunksMergeIntoOneOrder() {
        // given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            Labels metadata = random.nextInt(4) == 0 ? Labels.of("n", "" + random.nextInt(5)) : Labels.EMPTY;
            entries.add(new Entry(i + random.nextInt(3000), "line " + i + "x".repeat(random.nextInt(400)), metadata));
        }

        // when
        for (int from = 0; from < entries.size(); from += 100) {
            add(entries.subList(from, from + 100));
        }

        // then
        List<Entry> expected = entries.stream()
                .sorted(Comparator.comparingLong(Entry::timestampNanos))
                .toList();
        assertThat(buffer.chunks()).hasSizeGreaterThan(2);
        assertThat(rows(TimeRange.ALL)).as("seed %d", seed).isEqualTo(expected);
        TimeRange range = new TimeRange(1000, 4000);
        assertThat(rows(range))
                .as("seed %d", seed)
                .isEqualTo(expected.stream()
                        .filter(entry -> range.contains(entry.timestampNanos()))
                        .toList());
    }

    @Test
    void growthTellsTheHeapInUseAndShrinksWhereAChunkIsCompressed() {
        // given
        Entry entry = new Entry(1, "y".repeat(StreamBuffer.SEAL_BYTES - 1));

        // when
        long growthBytes = add(List.of(entry));
        long sealedGrowthBytes = add(List.of(new Entry(2, "zz")));

        // then
        assertThat(growthBytes).isGreaterThan(StreamBuffer.SEAL_BYTES - StreamBuffer.OVERHEAD_BYTES);
        assertThat(sealedGrowthBytes).isNegative();
    }

    @Test
    void daysAreThoseOfTheRowsBeforeAndAfter1970() {
        // given
        long dayNanos = 86_400_000_000_000L;

        // when
        add(List.of(new Entry(-1, "a"), new Entry(0, "b"), new Entry(dayNanos, "c"), new Entry(dayNanos - 1, "d")));

        // then
        assertThat(days.snapshot()).containsExactly(-1L, 0L, 1L);
    }

    private long add(List<Entry> entries) {
        BatchWriter writer = new BatchWriter(Tenant.DEFAULT, 1024);
        writer.beginStream(PackedLabels.encode(LABELS));
        entries.forEach(writer::addEntry);
        writer.endStream();
        BatchReader reader = new BatchReader(writer.toByteArray());
        reader.nextStream();
        return buffer.addAll(reader, days);
    }

    private List<Entry> rows(TimeRange range) {
        List<Entry> rows = new ArrayList<>();
        ChunkMerge.forEachRow(
                buffer.chunks(),
                range,
                (block, row) -> rows.add(new Entry(
                        block.timestamps()[row],
                        block.lines().text(row),
                        block.metadata().at(row))));
        return rows;
    }
}
