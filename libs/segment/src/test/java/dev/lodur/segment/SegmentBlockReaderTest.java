package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentBlockReaderTest {
    private static TestSegment segment() {
        Random random = new Random(1);
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 100_000; i++) {
            rows.add(
                    Labels.of("app", "a" + i % 3),
                    i * 1_000L,
                    "request " + random.nextInt() + " served in " + i + " ms",
                    "trace_id",
                    Integer.toHexString(random.nextInt()));
        }
        return rows.write(SegmentOptions.FLUSH);
    }

    @Test
    void aScanOfLinesAllocatesNextToNothing() {
        Segment segment = segment().open();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (SegmentScratch scratch = new SegmentScratch()) {
            SegmentBlockReader reader = new SegmentBlockReader(segment, scratch);
            long bytes = scan(segment, reader);
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(scan(segment, reader))
                    .isEqualTo(bytes)
                    .isEqualTo(segment.index().lineBytes());
            double allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated / bytes).isLessThan(0.01);
        }
    }

    private static long scan(Segment segment, SegmentBlockReader reader) {
        long bytes = 0;
        for (int block = 0; block < segment.index().blockCount(); block++) {
            reader.open(block);
            Lines lines = reader.lines();
            bytes += lines.endByte() - lines.firstByte();
        }
        return bytes;
    }

    @Test
    void neighbouringPagesAreReadTogether() {
        TestSegment written = segment();
        List<Integer> reads = new ArrayList<>();
        Segment segment = Segment.open(
                (offset, into, at, length) -> {
                    reads.add(length);
                    written.reader().read(offset, into, at, length);
                },
                written.index());
        try (SegmentScratch scratch = new SegmentScratch()) {
            SegmentBlockReader reader = new SegmentBlockReader(segment, scratch);
            reader.open(0);
            reader.lines();
            reader.lines();
            assertThat(reads).hasSize(1);
        }
        reads.clear();
        int blocks = segment.index().blockCount();
        Segment ahead = segment.fetch(0, blocks, EnumSet.of(SegmentColumn.LINES));
        assertThat(reads).hasSize(1);
        assertThat(reads.stream().mapToLong(i -> i).sum())
                .isEqualTo(segment.fetchBytes(0, blocks, EnumSet.of(SegmentColumn.LINES)));
        assertThat(TestSegment.read(ahead)).hasSize(100_000);
    }

    @Test
    void aFailureNamesTheSegmentAndTheOffset() {
        TestSegment segment =
                new TestSegment.Rows().add(Labels.of("app", "a"), 1, "one").write(SegmentOptions.FLUSH);
        long line = segment.index().pages().offset(0, SegmentIndex.LINE_COLUMN);
        segment.bytes()[(int) line + 5] ^= 1;

        assertThatThrownBy(() -> segment.open().block(0).lines())
                .hasMessage("test segment: the page at " + line + " has a wrong checksum");
    }

    @Test
    void aSmallSegmentIsReadAtOnce() {
        TestSegment written = new TestSegment.Rows()
                .add(Labels.of("app", "a"), 1, "one", "k", "1", "l", "x")
                .add(Labels.of("app", "a"), 2, "two", "k", "2")
                .write(SegmentOptions.FLUSH);
        List<Integer> reads = new ArrayList<>();
        Segment segment = Segment.open(
                (offset, into, at, length) -> {
                    reads.add(length);
                    written.reader().read(offset, into, at, length);
                },
                written.index());
        try (SegmentScratch scratch = new SegmentScratch()) {
            SegmentBlockReader reader = new SegmentBlockReader(segment, scratch);
            reader.open(0);
            reader.prefetch(EnumSet.allOf(SegmentColumn.class));
            List<TestSegment.Row> rows = new ArrayList<>();
            TestSegment.addRows(reader, rows);
            assertThat(rows).hasSize(2);
        }
        assertThat(reads).hasSize(1);
    }
}
