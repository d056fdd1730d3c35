package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterProbe;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.segment.filter.Needle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stored segment of version 1 is read for ever, and written byte for byte as long as version 1 is the current one.
 * A deliberate change of what is written is stored with {@code -Dlodur.golden.write=FILE}, and {@code
 * -Dlodur.golden.write.filter=FILE} for a segment with a filter; the old file stays readable.
 */
class GoldenSegmentTest {
    private static TestSegment.Rows rows() {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 120; i++) {
            Labels labels = Labels.of("app", i % 3 == 0 ? "web" : "db", "host", "node-" + i % 4);
            String level = i % 10 == 0 ? "error" : "info";
            rows.add(
                    labels,
                    1_794_290_400_000_000_000L + i * 1_234_567_891L,
                    "line " + i + " größe=" + i * i,
                    "detected_level",
                    level,
                    "trace_id",
                    Long.toHexString(i * 0x9e3779b97f4a7c15L));
        }
        return rows.add(Labels.of("line", "clash"), -1, "", "line", "too")
                .add(Labels.EMPTY, Long.MIN_VALUE + 5, "first", "seldom", "yes");
    }

    private static byte[] golden(String name) {
        try (InputStream in = GoldenSegmentTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it was written until deltas were given whole bytes, and as it is since. */
    @ParameterizedTest
    @ValueSource(strings = {"/golden/v1-bits.parquet", "/golden/v1.parquet"})
    void versionOneIsRead(String name) {
        byte[] golden = golden(name);
        RangeReader reader = RangeReader.of(golden, "golden");
        Segment segment = Segment.open(reader, SegmentIndex.readFromTail(reader, golden.length));
        assertThat(TestSegment.read(segment)).isEqualTo(rows().inOrder());
    }

    @Test
    void versionOneIsWrittenByteForByte() throws IOException {
        byte[] written = rows().write(TestSegment.SMALL).bytes();
        String store = System.getProperty("lodur.golden.write");
        if (store != null) {
            Files.write(Path.of(store), written);
        }
        assertThat(written).isEqualTo(golden("/golden/v1.parquet"));
    }

    @Test
    void aFilterIsReadAndWrittenByteForByte() throws IOException {
        TestSegment written = rows().write(TestSegment.SMALL.withFilter(true));
        String store = System.getProperty("lodur.golden.write.filter");
        if (store != null) {
            Files.write(Path.of(store), written.bytes());
        }
        byte[] golden = golden("/golden/v1-filter.parquet");
        assertThat(written.bytes()).isEqualTo(golden);
        RangeReader reader = RangeReader.of(golden, "golden");
        Segment segment = Segment.open(reader, SegmentIndex.readFromTail(reader, golden.length));
        assertThat(TestSegment.read(segment)).isEqualTo(rows().inOrder());
        assertThat(mayHave(segment, "größe=144")).isTrue();
        assertThat(mayHave(segment, "zzz größe=144 ")).isFalse();
    }

    private static boolean mayHave(Segment segment, String text) {
        FilterProbe probe =
                segment.probe(Needle.contained((" " + text + " ").getBytes(StandardCharsets.UTF_8)), FilterAhead.NONE);
        probe.reads().forEach(FilterRead::run);
        return probe.mayHave(segment.index().blockCount()).cardinality() > 0;
    }

    @Test
    void theExampleOfTheSpecificationIsWhatIsWritten() {
        TestSegment segment =
                new TestSegment.Rows().add(Labels.of("app", "a"), 1, "hi").write(SegmentOptions.FLUSH);
        int from = (int) segment.summary().indexOffset();
        int to = from + segment.summary().indexLengthBytes();
        String example = """
                01 01 03617070 01 0161 01 00
                01 01 02 01
                01 01 02 00 02
                05 40 00 05 01 00 5bd8643f
                07 8201 00 07 01 00 03b7590d
                00 00
                01 00 00 01 00 00 02 01 00 01
                00 00 02 00
                0100 0000 d052b854 8a00000000000000 0b000000 0b000000
                0200 0000 bb09c55e 9500000000000000 20000000 20000000
                0300 0000 fa95c5a8 b500000000000000 0a000000 0a000000
                0400 0000 297b226f bf00000000000000 04000000 04000000
                8a00000000000000 b9000000 0400 0100 00000000 8ffba8cb 4c4f445552534547
                """;
        assertThat(HexFormat.of().formatHex(segment.bytes(), from, to)).isEqualTo(example.replaceAll("\\s", ""));
    }
}
