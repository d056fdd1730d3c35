package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.TestBlocks.Row;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCandidatesTest {
    @TempDir
    private Path folder;

    @Test
    void prunedBlocksHoldNoRowThatTheQueryWants() throws IOException {
        for (int seed = 0; seed < 30; seed++) {
            RandomGenerator random = TestBlocks.random(seed);
            List<Row> rows = randomRows(random);
            Segment segment = TestSegments.write(folder.resolve("s" + seed), rows, new AtomicInteger())
                    .segment();
            for (String query : List.of(
                    "{app=~\"a1.*\"}",
                    "{app!=\"a3\", app=~\".+\"} |= \"7\"",
                    "{app=~\".+\"} | level=\"error\"",
                    "{app=~\".+\"} | level=\"\" |= \"1\"",
                    "{app=~\".+\"} | app=\"a2\" and trace!=\"t1\"",
                    "{app=~\".+\"} | env_extracted=\"meta\"",
                    "{app=~\".+\"} | nosuch=\"x\"",
                    "{app=~\".+\"} | took > 1s | __error__!=\"\"")) {
                TimeRange range = new TimeRange(random.nextInt(500), 500 + random.nextInt(1000));
                LogQueryPlan plan = LogQueryPlan.compile(query);
                try (SegmentCandidates candidates = new SegmentCandidates(1)) {
                    assertThat(select(plan, range, candidates.of(segment, plan, range, false)))
                            .as("seed %d: %s in %s", seed, query, range)
                            .isEqualTo(select(plan, range, List.of(LoadedBlock.of(TestBlocks.block(rows)))));
                }
            }
        }
    }

    @Test
    void whatTheIndexRulesOutIsNotRead() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        Segment segment = TestSegments.write(folder.resolve("s"), randomRows(TestBlocks.random(1)), reads)
                .segment();
        try (SegmentCandidates candidates = new SegmentCandidates(1)) {
            reads.set(0);
            for (String query :
                    List.of("{app=\"nosuch\"}", "{app=\"a1\"} | level=\"nosuch\"", "{app=\"a1\"} | nosuch=\"x\"")) {
                assertThat(candidates.of(segment, LogQueryPlan.compile(query), TimeRange.ALL, false))
                        .isEmpty();
            }
            TimeRange later = new TimeRange(10_000, 20_000);
            assertThat(candidates.of(segment, LogQueryPlan.compile("{app=\"a1\"}"), later, false))
                    .isEmpty();
            assertThat(reads).hasValue(0);
        }
    }

    private static List<String> select(LogQueryPlan plan, TimeRange range, List<? extends BlockCandidate> candidates) {
        RowSelector selector = new RowSelector(plan, range, new QueryStatistics());
        RowBatch batch = new RowBatch();
        List<String> rows = new ArrayList<>();
        for (BlockCandidate candidate : candidates) {
            assertThat(selector.mayMatch(candidate)).isTrue();
            RowBlock block = candidate.open();
            boolean allInTime = range.covers(candidate.minTimestampNanos(), candidate.maxTimestampNanos());
            selector.select(block, allInTime, batch);
            for (int row = batch.selection().next(0);
                    row >= 0;
                    row = batch.selection().next(row + 1)) {
                rows.add(block.timestamps()[row] + " " + block.lines().text(row) + " "
                        + block.metadata().at(row) + batch.derived(row));
            }
            candidate.release(block);
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }

    private static List<Row> randomRows(RandomGenerator random) {
        List<Row> rows = new ArrayList<>();
        for (int stream = 0; stream < 12; stream++) {
            Labels labels = Labels.of("app", "a" + stream, "env", "prod");
            for (int i = 0; i < 40; i++) {
                Labels metadata = Labels.of("level", stream % 3 == 0 ? "error" : "info");
                if (random.nextInt(3) == 0) {
                    metadata = metadata.with("trace", "t" + random.nextInt(3)).with("took", "2s");
                } else if (random.nextInt(20) == 0) {
                    metadata = Labels.of("env", "meta", "took", "fast");
                } else if (random.nextInt(4) == 0) {
                    metadata = Labels.EMPTY;
                }
                rows.add(new Row(labels, new Entry(random.nextInt(1500), "line " + random.nextInt(100), metadata)));
            }
        }
        rows.sort(Comparator.comparing(Row::stream)
                .thenComparing(row -> row.entry().timestampNanos()));
        return rows;
    }
}
