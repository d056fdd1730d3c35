package dev.lodur.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.TestRows.Row;
import dev.lodur.compaction.TestRows.Written;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.parquet.Page;
import dev.lodur.store.SegmentOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentMergeTest {
    private static final MergeOptions SMALL = new MergeOptions(TestRows.SMALL, 1L << 40, 1 << 20);
    private static final SegmentOrigin ORIGIN = new SegmentOrigin(List.of("input"), List.of(), 1, "class", false);

    @TempDir
    private Path folder;

    private Workspace workspace;
    private int files;

    @BeforeEach
    void open() {
        workspace = Workspace.open(new DiskFileLayer(), folder.resolve("work"));
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void twoAtATimeHaveFoldersOfTheirOwnAndLeaveNothing() throws IOException {
        // given
        Path root = folder.resolve("work");
        try (Workspace other = Workspace.open(new DiskFileLayer(), root)) {
            Files.writeString(other.newFile(), "x");
            assertThat(other.toString()).isNotEqualTo(workspace.toString());
        }

        // when, then
        try (Workspace next = Workspace.open(new DiskFileLayer(), root)) {
            assertThat(Files.exists(next.newFile())).isFalse();
        }
    }

    @Test
    void whateverIsMergedEachEntryIsThereOnceInOrder() {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<List<Row>> inputs = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                List<Row> rows = TestRows.random(random, random.nextInt(200));
                inputs.add(rows);
                if (random.nextInt(3) == 0) {
                    inputs.add(rows);
                }
            }
            long bytesMax = random.nextBoolean() ? 1L << 40 : 2000;
            MergeOptions options = new MergeOptions(TestRows.SMALL, bytesMax, 1 << 20);
            Predicate<Labels> wanted = random.nextBoolean()
                    ? labels -> true
                    : labels -> labels.get("host").equals("h1");
            RowFilter filter = random.nextBoolean() ? RowFilter.KEEP_ALL : SegmentMergeTest::dropSame;

            List<MergedSegment> once = merge(written(inputs), wanted, filter, options);
            List<MergedSegment> twice = merge(copyable(once), wanted, RowFilter.KEEP_ALL, options);

            List<Row> expected = expected(inputs, wanted, filter == RowFilter.KEEP_ALL);
            assertThat(rows(once)).as("seed %d", seed).isEqualTo(expected);
            assertThat(rows(twice)).as("seed %d, merged again", seed).isEqualTo(expected);
            assertThat(once).as("seed %d", seed).allMatch(MergedSegment::distinct);
        }
    }

    private static BitSet dropSame(RowBlock block) {
        BitSet dropped = new BitSet();
        for (int row = 0; row < block.rows(); row++) {
            dropped.set(row, block.lines().text(row).equals("same"));
        }
        return dropped;
    }

    /** Streams in order, in each the times in order; rows of one time in the order of inputs, each once. */
    private static List<Row> expected(List<List<Row>> inputs, Predicate<Labels> wanted, boolean all) {
        List<Row> sorted = new ArrayList<>();
        Set<Row> seen = new HashSet<>();
        inputs.forEach(sorted::addAll);
        sorted.removeIf(row -> !wanted.test(row.labels()) || (!all && row.line().equals("same")));
        sorted.removeIf(row -> !seen.add(row.identity()));
        sorted.sort((a, b) -> a.labels().equals(b.labels())
                ? Long.compare(a.timestampNanos(), b.timestampNanos())
                : a.labels().compareTo(b.labels()));
        return sorted;
    }

    @Test
    void aWholeBlockIsCopiedWithThePagesThatItHas() throws IOException {
        // given two segments, already merged, of the same stream and one after the other, and a small stream between
        List<Row> first = rows(Labels.of("app", "a"), 0, 100);
        List<Row> second = rows(Labels.of("app", "a"), 1000, 100);
        List<Row> small = rows(Labels.of("app", "b"), 0, 3);
        List<MergedSegment> hours = new ArrayList<>();
        hours.addAll(merge(written(List.of(first, small)), labels -> true, RowFilter.KEEP_ALL, SMALL));
        hours.addAll(merge(written(List.of(second)), labels -> true, RowFilter.KEEP_ALL, SMALL));
        MergeOptions harder = new MergeOptions(new SegmentOptions(19, 600, 40, 2500), 1L << 40, 1 << 20);

        // when
        List<MergedSegment> day = merge(copyable(hours), labels -> true, RowFilter.KEEP_ALL, harder);

        // then the pages of whole blocks are the same bytes, and the rows are all there
        assertThat(rows(day)).hasSize(203);
        Set<Integer> before = pages(hours);
        SegmentIndex index = open(day.getFirst()).index();
        int copied = 0;
        for (int block = 0; block < index.blockCount(); block++) {
            boolean whole = TestRows.SMALL.isWhole(
                    index.block(block).endRun() - index.block(block).firstRun(),
                    index.block(block).lineBytes());
            if (whole) {
                assertThat(before)
                        .contains(index.pages()
                                .page(block, SegmentIndex.LINE_COLUMN)
                                .crc32());
                copied++;
            }
        }
        assertThat(copied).isGreaterThan(3);
    }

    private Set<Integer> pages(List<MergedSegment> segments) {
        Set<Integer> checksums = new HashSet<>();
        for (MergedSegment segment : segments) {
            SegmentIndex index = open(segment).index();
            for (int block = 0; block < index.blockCount(); block++) {
                Page page = index.pages().page(block, SegmentIndex.LINE_COLUMN);
                checksums.add(page.crc32());
            }
        }
        return checksums;
    }

    @Test
    void rowsOfOneTimeBeyondTheMemoryForThemMayStayTwice() {
        // given more rows of one time than may be compared, twice
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(new Row(Labels.of("app", "a"), 5, "line " + i, Labels.EMPTY));
        }

        // when
        List<MergedSegment> merged = merge(
                written(List.of(rows, rows)),
                labels -> true,
                RowFilter.KEEP_ALL,
                new MergeOptions(SegmentOptions.COMPACTION, 1L << 40, 1));

        // then none is lost, and nothing is claimed
        assertThat(rows(merged)).containsAll(rows);
        assertThat(merged.getFirst().distinct()).isFalse();
    }

    @Test
    void nothingLeftMakesNoSegmentAndProgressCountsEveryRow() {
        // given
        List<Row> rows = rows(Labels.of("app", "a"), 0, 50);
        AtomicLong done = new AtomicLong();

        // when
        List<MergedSegment> merged = SegmentMerge.run(
                written(List.of(rows)),
                labels -> true,
                SegmentMergeTest::dropAll,
                ORIGIN,
                SMALL,
                workspace,
                done::addAndGet);

        // then
        assertThat(merged).isEmpty();
        assertThat(done.get()).isEqualTo(50);
    }

    private static BitSet dropAll(RowBlock block) {
        BitSet dropped = new BitSet();
        dropped.set(0, block.rows());
        return dropped;
    }

    @Test
    void outputsSayWhatTheyWereMadeOf() {
        List<MergedSegment> merged =
                merge(written(List.of(rows(Labels.of("app", "a"), 0, 5))), labels -> true, RowFilter.KEEP_ALL, SMALL);

        assertThat(SegmentOrigin.decode(
                        "merged", open(merged.getFirst()).index().origin()))
                .isEqualTo(ORIGIN.withDeduplicated(true));
    }

    private static List<Row> rows(Labels labels, long fromNanos, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(labels, fromNanos + i, "line number " + i * 7919, Labels.EMPTY));
        }
        return rows;
    }

    private List<MergeInput> written(List<List<Row>> inputs) {
        List<MergeInput> written = new ArrayList<>();
        for (List<Row> rows : inputs) {
            Written segment = TestRows.write(folder.resolve("input-" + files++), rows, TestRows.SMALL);
            written.add(new MergeInput(segment.open(), segment.summary().distinct(), false));
        }
        return written;
    }

    private List<MergeInput> copyable(List<MergedSegment> segments) {
        return segments.stream()
                .map(segment -> new MergeInput(open(segment), segment.distinct(), true))
                .toList();
    }

    private List<MergedSegment> merge(
            List<MergeInput> inputs, Predicate<Labels> wanted, RowFilter filter, MergeOptions options) {
        return SegmentMerge.run(inputs, wanted, filter, ORIGIN, options, workspace, rows -> {});
    }

    private static Segment open(MergedSegment segment) {
        try {
            RangeReader reader = RangeReader.of(
                    Files.readAllBytes(segment.file()), segment.file().toString());
            return Segment.open(
                    reader, SegmentIndex.readFromTail(reader, segment.summary().sizeBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows(List<MergedSegment> segments) {
        List<Row> rows = new ArrayList<>();
        segments.forEach(segment -> rows.addAll(TestRows.read(open(segment))));
        return rows;
    }
}
