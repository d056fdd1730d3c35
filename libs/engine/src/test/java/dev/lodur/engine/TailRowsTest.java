package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.BlockReader;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a batch to the rows of a tail: the ingester's part and the querier's. */
class TailRowsTest {
    private static final Labels WEB = Labels.of("app", "web");
    private static final Labels DB = Labels.of("app", "db");
    private static final String QUERY = "{app=~\"web|db\"} |= \"a\" | level!=\"debug\"";

    private final TailSelect select = new TailSelect(QUERY);
    private final TailRows rows = new TailRows(LogQueryPlan.compile(QUERY), () -> Deletions.NONE);

    @Test
    void whatSurvivesComesThroughWithItsMetadataAndIdentity() {
        Entry kept = new Entry(3, "a line", Labels.of("level", "info", "app", "taken"));
        byte[] batch = batch(
                new TestBlocks.Row(WEB, kept),
                new TestBlocks.Row(WEB, 2, "no"),
                new TestBlocks.Row(WEB, new Entry(4, "a", Labels.of("level", "debug"))),
                new TestBlocks.Row(Labels.of("app", "other"), 5, "a"),
                new TestBlocks.Row(DB, 1, "a too"));

        List<SelectedRow> selected = through(batch);

        assertThat(selected).extracting(SelectedRow::timestampNanos).containsExactly(3L, 1L);
        SelectedRow first = selected.getFirst();
        assertThat(new String(first.line(), StandardCharsets.UTF_8)).isEqualTo("a line");
        assertThat(first.metadata()).isEqualTo(kept.metadata());
        assertThat(through(batch).getFirst().identity()).isEqualTo(first.identity());
        assertThat(selected.get(1).identity()).isNotEqualTo(first.identity());
    }

    @Test
    void aLargeBatchComesInBlocksOfBoundedSize() {
        TestBlocks.Row[] many = new TestBlocks.Row[3000];
        for (int i = 0; i < many.length; i++) {
            many[i] = new TestBlocks.Row(WEB, i, "a".repeat(1000));
        }

        List<byte[]> blocks = select.select(batch(many));

        assertThat(blocks)
                .hasSizeGreaterThan(3)
                .allSatisfy(block -> assertThat(block).hasSizeLessThan(1 << 20));
        assertThat(blocks.stream()
                        .mapToInt(block -> BlockReader.read(block).rows())
                        .sum())
                .isEqualTo(3000);
    }

    @Test
    void streamsKeepTheOrderOfTheirRows() {
        List<SelectedRow> selected = through(batch(
                new TestBlocks.Row(WEB, new Entry(1, "a1", Labels.of("pod", "p"))),
                new TestBlocks.Row(WEB, new Entry(2, "a2", Labels.of("pod", "p"))),
                new TestBlocks.Row(DB, 3, "a3"),
                new TestBlocks.Row(WEB, 4, "a4")));

        List<ResultStream> merged = TailRows.inOrder(selected, false);
        List<ResultStream> categorized = TailRows.inOrder(selected, true);

        assertThat(merged).extracting(ResultStream::labels).containsExactly(WEB.with("pod", "p"), DB, WEB);
        assertThat(merged.getFirst().entries()).hasSize(2);
        assertThat(categorized).extracting(ResultStream::labels).containsExactly(WEB, DB, WEB);
        assertThat(TailRows.inOrder(List.of(), false)).isEmpty();
    }

    @Test
    void recentRowsAreKnownAndOldOnesForgotten() {
        RecentRows recent = new RecentRows(2);
        List<SelectedRow> selected = through(batch(
                new TestBlocks.Row(WEB, 1, "a1"), new TestBlocks.Row(WEB, 2, "a2"), new TestBlocks.Row(WEB, 3, "a3")));

        assertThat(selected).allMatch(recent::add).noneMatch(recent::add);
        assertThat(recent.forgottenMaxNanos()).isEqualTo(Long.MIN_VALUE);
        through(batch(new TestBlocks.Row(WEB, 4, "a4"))).forEach(recent::add);
        assertThat(recent.forgottenMaxNanos()).isEqualTo(2);
        assertThat(recent.add(selected.get(2))).isFalse();
        assertThat(recent.add(selected.get(0))).isTrue();
    }

    @Test
    void droppedRowsOfTooManyStreamsAreCountedTogether() {
        DroppedRowsCounter counter = new DroppedRowsCounter();
        for (int i = 0; i < 150; i++) {
            counter.add(new DroppedRows(Labels.of("stream", Integer.toString(i)), i, 2));
            counter.add(new DroppedRows(Labels.of("stream", Integer.toString(i)), 1000, 1));
        }

        List<DroppedRows> taken = counter.take();

        assertThat(taken).hasSize(101).contains(new DroppedRows(Labels.of("stream", "7"), 7, 3));
        assertThat(taken.getLast()).isEqualTo(new DroppedRows(Labels.EMPTY, 100, 150));
        assertThat(counter.isEmpty()).isTrue();
    }

    private List<SelectedRow> through(byte[] batch) {
        List<SelectedRow> all = new ArrayList<>();
        select.select(batch).forEach(block -> all.addAll(rows.select(block)));
        return all;
    }

    private static byte[] batch(TestBlocks.Row... rows) {
        BatchWriter writer = new BatchWriter(new Tenant("t"), 1024);
        for (TestBlocks.Row row : rows) {
            writer.beginStream(PackedLabels.encode(row.stream()));
            writer.addEntry(row.entry());
            writer.endStream();
        }
        return writer.toByteArray();
    }
}
