package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchFormatTest {
    private static final String WORKED_EXAMPLE = "010161" + "01000000"
            + "0a000000" + "01000000" + "12000000"
            + "0100" + "0100" + "01000000" + "7879"
            + "0100000000000000" + "02000000" + "00000000" + "6869";

    @Test
    void theWorkedExampleOfTheSpecificationIsWhatIsWritten() {
        // given
        BatchWriter writer = new BatchWriter(new Tenant("a"), 0);

        // when
        writer.beginStream(PackedLabels.encode(Labels.of("x", "y")));
        writer.addEntry(new Entry(1, "hi"));
        writer.endStream();

        // then
        assertThat(HexFormat.of().formatHex(writer.toByteArray())).isEqualTo(WORKED_EXAMPLE);
    }

    @Test
    void whatIsWrittenIsRead() {
        // given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Labels, List<Entry>> streams = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            List<Entry> entries = new ArrayList<>();
            for (int j = random.nextInt(1, 30); j > 0; j--) {
                Labels metadata = random.nextBoolean() ? Labels.EMPTY : Labels.of("k", "v" + random.nextInt(), "ü", "");
                entries.add(new Entry(random.nextLong(), "l\n\u0000ï".repeat(random.nextInt(9)), metadata));
            }
            streams.put(Labels.of("stream", "" + i, "z", "\uD83D\uDE00"), entries);
        }

        // when
        byte[] batch = write(streams);

        // then
        assertThat(read(batch)).as("seed %d", seed).isEqualTo(streams);
    }

    @Test
    void aStreamWithoutEntriesLeavesNoTrace() {
        // given
        BatchWriter writer = new BatchWriter(Tenant.DEFAULT, 10);

        // when
        writer.beginStream(PackedLabels.encode(Labels.of("x", "y")));
        writer.endStream();

        // then
        assertThat(writer.streamCount()).isZero();
        assertThat(read(writer.toByteArray())).isEmpty();
    }

    @Test
    void aBatchThatIsCutOrDamagedIsReportedAndNeverReadBeyondItsEnd() {
        // given
        byte[] batch = write(Map.of(Labels.of("a", "b"), List.of(new Entry(1, "line", Labels.of("m", "n")))));

        for (int length = 0; length < batch.length; length++) {
            byte[] cut = Arrays.copyOf(batch, length);

            // then
            assertThatThrownBy(() -> read(cut)).isInstanceOf(LodurException.class);
        }
        for (int at = 0; at < batch.length; at++) {
            byte[] damaged = batch.clone();
            damaged[at] ^= (byte) 0x80;
            try {
                read(damaged);
            } catch (LodurException e) {
                assertThat(e.code()).isIn(ErrorCode.CORRUPT, ErrorCode.FORMAT_TOO_NEW, ErrorCode.INVALID_REQUEST);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("not sorted");
            }
        }
    }

    private static byte[] write(Map<Labels, List<Entry>> streams) {
        BatchWriter writer = new BatchWriter(Tenant.DEFAULT, 16);
        streams.forEach((labels, entries) -> {
            writer.beginStream(PackedLabels.encode(labels));
            entries.forEach(writer::addEntry);
            writer.endStream();
        });
        return writer.toByteArray();
    }

    private static Map<Labels, List<Entry>> read(byte[] batch) {
        Map<Labels, List<Entry>> streams = new LinkedHashMap<>();
        BatchReader reader = new BatchReader(batch);
        while (reader.nextStream()) {
            List<Entry> entries = new ArrayList<>();
            while (reader.nextEntry()) {
                entries.add(reader.entry());
            }
            streams.put(reader.labels(), entries);
        }
        return streams;
    }
}
