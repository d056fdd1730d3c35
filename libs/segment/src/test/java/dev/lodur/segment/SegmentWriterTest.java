package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SegmentWriterTest {
    private static final SegmentColumns COLUMNS = new SegmentColumns(List.of("app"), List.of("k"), false, false);

    private static SegmentWriter writer() throws IOException {
        return new SegmentWriter(new MemoryFile(), COLUMNS, SegmentOptions.FLUSH);
    }

    @Test
    void refusesStreamsAndTimesOutOfOrder() throws IOException {
        try (SegmentWriter writer = writer()) {
            writer.beginStream(Labels.of("app", "b"));
            TestSegment.append(writer, new Entry(5, "x"));
            assertThatThrownBy(() -> TestSegment.append(writer, new Entry(4, "x")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.beginStream(Labels.of("app", "b")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.beginStream(Labels.of("app", "a")))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.beginStream(Labels.of("app", "c"));
            TestSegment.append(writer, new Entry(1, "x"));
            assertThat(writer.finish().rows()).isEqualTo(2);
        }
    }

    @Test
    void refusesNamesThatThePlanHasNotSeen() throws IOException {
        try (SegmentWriter writer = writer()) {
            assertThatThrownBy(() -> writer.beginStream(Labels.of("pod", "b"))).hasMessageContaining("pod");
            writer.beginStream(Labels.of("app", "b"));
            assertThatThrownBy(() -> TestSegment.append(writer, new Entry(5, "x", Labels.of("other", "y"))))
                    .hasMessageContaining("other");
            TestSegment.append(writer, new Entry(5, "x", Labels.of("k", "y")));
        }
    }

    @Test
    void aStreamWithoutRowsLeavesNoTraceAndTheSummaryDescribesTheFile() throws IOException {
        MemoryFile file = new MemoryFile();
        SegmentSummary summary;
        try (SegmentWriter writer = new SegmentWriter(file, COLUMNS, SegmentOptions.FLUSH)) {
            writer.beginStream(Labels.of("app", "a"));
            writer.beginStream(Labels.of("app", "b"));
            TestSegment.append(writer, new Entry(5, "xyz"));
            TestSegment.append(writer, new Entry(9, "xyz"));
            writer.beginStream(Labels.of("app", "c"));
            summary = writer.finish();
        }
        CRC32C crc = new CRC32C();
        crc.update(file.toByteArray());
        assertThat(summary.crc32c()).isEqualTo((int) crc.getValue());
        assertThat(summary.streams()).isEqualTo(1);
        assertThat(summary.lineBytes()).isEqualTo(6);
        assertThat(summary.minTimestampNanos()).isEqualTo(5);
        assertThat(summary.maxTimestampNanos()).isEqualTo(9);
        assertThat(summary.labels().mayEqual("app", "a")).isFalse();
        assertThat(summary.labels().mayEqual("app", "b")).isTrue();
    }

    @Test
    void thePlanGivesColumnsToTheMostFrequent() {
        SegmentPlan plan = new SegmentPlan();
        for (int i = 0; i < 40; i++) {
            plan.addStream(Labels.of("l" + i, "x", "all", "y"), 100 + i);
        }
        byte[] packed = PackedLabels.encode(Labels.of("often", "x", "seldom", "y"));
        plan.addMetadata(packed, 0, packed.length);
        plan.addMetadataKey("often", 1000);

        SegmentColumns columns = plan.columns();

        assertThat(columns.labels()).hasSize(32).contains("all", "l39", "l9").doesNotContain("l0", "l8");
        assertThat(columns.otherLabels()).isTrue();
        assertThat(columns.metadata()).containsExactly("often");
        assertThat(columns.otherMetadata()).isTrue();
    }
}
