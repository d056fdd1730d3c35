package dev.lodur.segment.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.segment.RangeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterProbeTest {
    private static final int BLOCKS = 60;
    private static final int LINES = 1500;
    private static final byte[] NONE = PackedLabels.encode(Labels.EMPTY);

    private final ByteArrayOutputStream stored = new ByteArrayOutputStream();

    private static String id(int block, int line) {
        long number = (block * 1_000_000L + line) * 0x9e3779b97f4a7c15L;
        return String.format("%016x%016x", number, number * number ^ 0xabcdef);
    }

    /** Blocks of lines that have an id each, so that several granules end within a block. */
    private FilterTable build(int blocks, int lines) throws IOException {
        FilterBuilder builder = new FilterBuilder();
        for (int block = 0; block < blocks; block++) {
            for (int line = 0; line < lines; line++) {
                byte[] text = ("request word" + block + " id=" + id(block, line) + " took word" + line + " more")
                        .getBytes(StandardCharsets.UTF_8);
                builder.addRow(text, 0, text.length, NONE, 0, NONE.length);
            }
            builder.endBlock();
        }
        stored.writeBytes(new byte[100]);
        return builder.finish((bytes, length) -> stored.write(bytes, 0, length), 100);
    }

    private BitSet ask(FilterTable filter, String text, int readsMost) {
        FilterProbe probe = probe(filter, text);
        assertThat(probe.reads()).hasSizeLessThanOrEqualTo(readsMost);
        for (FilterRead read : probe.reads()) {
            assertThat(read.lengthBytes()).isLessThan(80_000);
            read.run();
        }
        return probe.mayHave(BLOCKS);
    }

    private FilterProbe probe(FilterTable filter, String text) {
        RangeReader reader = RangeReader.of(stored.toByteArray(), "filter");
        return new FilterProbe(
                filter, Needle.contained(text.getBytes(StandardCharsets.UTF_8)), reader, FilterAhead.NONE);
    }

    @Test
    void aBlockThatHasATextIsKeptAndFewOthersAre() throws IOException {
        FilterTable filter = build(BLOCKS, LINES);
        assertThat(filter.granules()).isGreaterThan(4);
        int kept = 0;
        for (int block = 0; block < BLOCKS; block++) {
            for (int line = 0; line < LINES; line += 83) {
                int part = line % 17;
                BitSet may = ask(filter, id(block, line).substring(part, part + 16), 1);
                assertThat(may.get(block)).isTrue();
                kept += may.cardinality();
                assertThat(ask(filter, " id=" + id(block, line) + " took", 3).get(block))
                        .isTrue();
            }
        }
        int granuleBlocks = BLOCKS / filter.granules() + 2;
        assertThat(kept).isLessThan(BLOCKS * (LINES / 83 + 1) * (granuleBlocks + 3));
    }

    @Test
    void oneIdIsOneReadOfOneRow() throws IOException {
        FilterTable filter = build(BLOCKS, LINES);
        List<FilterRead> reads = probe(filter, id(3, 3).substring(5, 21)).reads();
        assertThat(probe(filter, id(3, 3)).reads()).hasSize(1);
        assertThat(reads).hasSize(1);
        assertThat((long) reads.getFirst().lengthBytes())
                .isLessThan(filter.rows().sizeBytes() / filter.rows().count() * 3 / 2);
        assertThat(probe(filter, "needle").reads()).as("says nothing").isEmpty();
        assertThat(probe(filter, "w1 uvwxyz12 uvwxyz34 uvwxyz56 uvwxyz78 uvwxyz90 9")
                        .reads())
                .as("of many entries")
                .hasSizeBetween(1, EntryChoice.ENTRIES_MAX);
    }

    @Test
    void aSmallSegmentHasASmallFilter() throws IOException {
        FilterTable filter = build(2, 20);
        assertThat(filter.granules()).isEqualTo(1);
        assertThat(filter.rows().sizeBytes()).isLessThan(1000);
        assertThat(ask(filter, id(1, 19), 3).get(1)).isTrue();
        assertThat(ask(filter, id(5, 19), 3).get(1)).isFalse();
        assertThat(ask(filter, id(5, 19), 3).get(2))
                .as("a block that no granule covers")
                .isTrue();
    }

    @Test
    void whatWasReadAheadOfTheIndexIsNotReadAgain() throws IOException {
        FilterTable filter = build(BLOCKS, LINES);
        RangeReader reader = RangeReader.of(stored.toByteArray(), "filter");
        FilterRows rows = FilterRows.decode(filter.rows().encode());
        for (String text : List.of(id(3, 3), " id=" + id(7, 9) + " took", id(4, 4).substring(3, 19), " word7 id")) {
            Needle needle = Needle.contained(text.getBytes(StandardCharsets.UTF_8));

            // when
            FilterAhead ahead = FilterAhead.of(rows, needle, reader);
            ahead.reads().forEach(FilterRead::run);
            FilterProbe probe = new FilterProbe(filter, needle, reader, ahead);

            // then
            assertThat(ahead.reads()).as(text).hasSizeBetween(1, EntryChoice.ENTRIES_MAX);
            assertThat(probe.reads()).as(text).isEmpty();
            assertThat(probe.mayHave(BLOCKS)).as(text).isEqualTo(ask(filter, text, 3));
        }
    }

    @Test
    void whatOnlyTheIndexTellsOfIsReadBehindIt() throws IOException {
        // given rows that were read for another needle
        FilterTable filter = build(BLOCKS, LINES);
        RangeReader reader = RangeReader.of(stored.toByteArray(), "filter");
        Needle other = Needle.contained(id(1, 1).getBytes(StandardCharsets.UTF_8));
        FilterAhead ahead = FilterAhead.of(filter.rows(), other, reader);
        ahead.reads().forEach(FilterRead::run);

        // when
        Needle needle = Needle.contained(id(9, 9).getBytes(StandardCharsets.UTF_8));
        FilterProbe probe = new FilterProbe(filter, needle, reader, ahead);

        // then
        assertThat(probe.reads()).hasSize(1);
        probe.reads().forEach(FilterRead::run);
        assertThat(probe.mayHave(BLOCKS)).isEqualTo(ask(filter, id(9, 9), 3));
    }

    @Test
    void rowsOfAFilterOfAnotherKindAreNotAskedFor() throws IOException {
        byte[] encoded = build(2, 20).rows().encode();
        encoded[0]++;
        assertThat(FilterRows.decode(encoded)).isNull();
        for (int length = 1; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            cut[0] = FilterRows.FILTER_VERSION;
            assertThatThrownBy(() -> FilterRows.decode(cut))
                    .isInstanceOfSatisfying(
                            LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }

    @Test
    void aFewRowsAtTheEndGoToTheGranuleBefore() throws IOException {
        FilterTable filter = build(11, 1480);
        assertThat(filter.lastBlock()[filter.granules() - 1]).isEqualTo(10);
        assertThat(ask(filter, id(10, 1479), 3).get(10)).isTrue();
    }

    @Test
    void aRowThatIsNotWhatWasWrittenIsCorrupt() throws IOException {
        FilterTable filter = build(2, 20);
        byte[] bytes = stored.toByteArray();
        int row = filter.rows().rowOf(entry(id(1, 1).substring(0, 16)));
        int at = (int) filter.rows().offset(row);
        for (int i = at; i < at + filter.rows().sizeBytes(row); i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 1;
            Needle needle = Needle.contained(id(1, 1).substring(0, 16).getBytes(StandardCharsets.UTF_8));
            FilterProbe probe = new FilterProbe(filter, needle, RangeReader.of(flipped, "flipped"), FilterAhead.NONE);
            probe.reads().forEach(FilterRead::run);
            assertThatThrownBy(() -> probe.mayHave(2))
                    .isInstanceOfSatisfying(
                            LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }

    private static long entry(String hexRun) {
        return Needle.contained((" " + hexRun + " ").getBytes(StandardCharsets.UTF_8)) instanceof Needle.Entry entry
                ? entry.hash()
                : 0;
    }
}
