package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Lines;
import dev.lodur.model.RowBlock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentRoundTripTest {
    private static final int ROUNDS = 60;

    @Test
    void whatIsWrittenIsRead() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            TestSegment.Rows rows = RandomRows.of(new Random(seed));
            TestSegment segment = rows.write(seed % 3 == 0 ? SegmentOptions.FLUSH : TestSegment.SMALL);
            assertThat(segment.read()).as("seed %d", seed).isEqualTo(rows.inOrder());
            assertThat(segment.summary().rows()).isEqualTo(rows.inOrder().size());
            assertThat(segment.summary().sizeBytes()).isEqualTo(segment.bytes().length);
        }
    }

    @Test
    void blocksThatAreKeptAndBlocksReadAheadAreTheSame() {
        for (int seed = 0; seed < ROUNDS / 3; seed++) {
            TestSegment.Rows rows = RandomRows.of(new Random(seed));
            Segment segment =
                    rows.write(TestSegment.SMALL.withFilter(seed % 2 == 0)).open();
            List<RowBlock> kept = new ArrayList<>();
            for (int block = 0; block < segment.index().blockCount(); block++) {
                kept.add(segment.block(block));
            }
            List<TestSegment.Row> read = new ArrayList<>();
            kept.forEach(RowBlock::metadata);
            kept.forEach(block -> TestSegment.addRows(block, read));
            assertThat(read).as("seed %d", seed).isEqualTo(rows.inOrder());
            Segment ahead = segment.fetch(0, segment.index().blockCount(), EnumSet.allOf(SegmentColumn.class));
            assertThat(TestSegment.read(ahead)).as("seed %d", seed).isEqualTo(rows.inOrder());
        }
    }

    @Test
    void theIndexAgreesWithTheRows() {
        for (int seed = 0; seed < ROUNDS / 3; seed++) {
            TestSegment segment = RandomRows.of(new Random(seed)).write(TestSegment.SMALL);
            SegmentIndex index = segment.index();
            int run = 0;
            for (int block = 0; block < index.blockCount(); block++) {
                RowBlock rows = segment.open().block(block);
                assertThat(index.block(block).rows()).isEqualTo(rows.rows());
                assertThat(index.block(block).lineBytes())
                        .isEqualTo(rows.lines().endByte() - rows.lines().firstByte());
                for (int i = 0; i < rows.runs(); i++, run++) {
                    agrees(index, run, rows, i, "seed " + seed);
                }
            }
            assertThat(run).isEqualTo(index.runs().count());
            assertThat(index.firstRunOfStream(index.streamCount())).isEqualTo(run);
        }
    }

    private static void agrees(SegmentIndex index, int run, RowBlock rows, int i, String seed) {
        RunTable runs = index.runs();
        int from = rows.runStart(i);
        int to = rows.runStart(i + 1);
        Lines lines = rows.lines();
        int stream = runs.stream()[run];
        assertThat(rows.labels(i)).isSameAs(rows.labels(i)).isEqualTo(index.labels(stream));
        assertThat(run).isBetween(index.firstRunOfStream(stream), index.firstRunOfStream(stream + 1) - 1);
        assertThat(runs.rows()[run]).as(seed).isEqualTo(to - from);
        assertThat(runs.minNanos()[run]).isEqualTo(rows.timestamps()[from]);
        assertThat(runs.maxNanos()[run]).isEqualTo(rows.timestamps()[to - 1]);
        assertThat(runs.lineBytes()[run]).isEqualTo(lines.end(to - 1) - lines.start(from));
        if (runs.levelsComplete(run)) {
            for (int level = 0; level < runs.levels().length; level++) {
                int count = 0;
                for (int row = from; row < to; row++) {
                    count +=
                            rows.metadata().at(row).getOrEmpty("detected_level").equals(runs.levels()[level]) ? 1 : 0;
                }
                assertThat(runs.rowsOfLevel(run, level)).as(seed).isEqualTo(count);
            }
        }
        for (int row = from; row < to; row++) {
            for (String key : List.of("k0", "k7", "k20", "detected_level", "never")) {
                String value = rows.metadata().at(row).getOrEmpty(key);
                assertThat(index.metadata().mayMatch(runs.block()[run], key, value::equals))
                        .as(seed)
                        .isTrue();
            }
        }
    }
}
