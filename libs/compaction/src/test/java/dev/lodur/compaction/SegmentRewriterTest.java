package dev.lodur.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.compaction.TestRows.Row;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.EveryRequest;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.PutCondition;
import dev.lodur.store.RemovedObject;
import dev.lodur.store.SegmentOrigin;
import dev.lodur.store.StoppingObjectStore;
import dev.lodur.store.WalRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentRewriterTest {
    private static final long PLENTY = 64 << 20;
    private static final Function<Labels, String> ONE_CLASS = labels -> "";
    private static final Duration GRACE = Duration.ofHours(2);

    @TempDir
    private Path folder;

    @Test
    void manySegmentsBecomeOneThatSaysWhatItWasMadeOf() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 12);
        Set<Row> before = bucket.rows();
        List<MergeProgress> progress = new ArrayList<>();

        // when
        RewriteResult result = bucket.rewriter(bucket.store, PLENTY).rewrite(merge(inputs, 1), progress::add);

        // then
        assertThat(bucket.rows()).isEqualTo(before);
        assertThat(bucket.catalog().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.level()).isEqualTo(1);
            assertThat(entry.deduplicated()).isTrue();
            assertThat(entry.rows()).isEqualTo(before.size());
            assertThat(entry.origin())
                    .isEqualTo(new Origin.Compacted(
                            inputs.stream().map(CatalogEntry::key).toList()));
            SegmentOrigin origin = SegmentOrigin.decode(
                    entry.key(), bucket.segment(entry).index().origin());
            assertThat(origin.ranges()).containsExactly(new WalRange("ingester-1", 1, 0, 119));
        });
        assertThat(result.outputRows()).isEqualTo(before.size());
        assertThat(progress.getLast().rowsDone()).isEqualTo(result.inputRows());
    }

    @Test
    void littleMemoryMeansMoreRoundsAndTheSameRows() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 15);
        Set<Row> before = bucket.rows();

        // when only two blocks fit
        bucket.rewriter(bucket.store, 1).rewrite(merge(inputs, 1), progress -> {});

        // then
        assertThat(bucket.rows()).isEqualTo(before);
        assertThat(bucket.catalog().entries()).hasSize(1);
        assertThat(bucket.catalog().entries().getFirst().rows()).isEqualTo(before.size());
    }

    @Test
    void retentionClassesDoNotShareASegment() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 5);
        Set<Row> before = bucket.rows();

        // when
        bucket.rewriter(bucket.store, PLENTY)
                .rewrite(
                        new Rewrite(
                                TestBucket.TENANT,
                                TestBucket.DAY,
                                inputs,
                                1,
                                RowFilter.KEEP_ALL,
                                0,
                                labels -> "class-" + labels.get("host")),
                        progress -> {});

        // then
        assertThat(bucket.rows()).isEqualTo(before);
        assertThat(bucket.catalog().entries())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(TestRows.read(bucket.segment(entry)))
                        .allMatch(row -> entry.retentionClass()
                                .equals("class-" + row.labels().get("host"))));
    }

    @Test
    void whereAnInputIsGoneNothingChanges() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 3);
        bucket.rewriter(bucket.store, PLENTY).rewrite(merge(inputs.subList(0, 2), 1), progress -> {});
        DayCatalog before = bucket.catalog();

        // when, then
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> bucket.rewriter(bucket.store, PLENTY).rewrite(merge(inputs, 1), progress -> {}))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(bucket.catalog()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void anObjectWithOtherBytesIsNotMerged() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 2);
        byte[] damaged = bucket.store.get(inputs.getFirst().key()).bytes();
        damaged[damaged.length / 2] ^= 1;
        bucket.store.put(inputs.getFirst().key(), new ObjectBody.OfBytes(damaged), PutCondition.ALWAYS);

        SegmentRewriter rewriter = bucket.rewriter(bucket.store, PLENTY);

        // when, then
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> rewriter.rewrite(merge(inputs, 1), progress -> {}))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .withMessageContaining(inputs.getFirst().key());
        assertThat(rewriter.damaged()).containsExactly(inputs.getFirst().key());
    }

    @Test
    void replacedObjectsGoAfterTheGraceAndOnlyWhereItIsOurTurn() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 4);
        bucket.rewriter(bucket.store, PLENTY).rewrite(merge(inputs, 1), progress -> {});
        RemovedObjects removed = new RemovedObjects(bucket.store, bucket.catalogs(bucket.store), GRACE);
        int objects = bucket.objects().size();

        // when, then
        assertThat(removed.delete(TestBucket.TENANT, TestBucket.DAY, () -> true))
                .isZero();
        bucket.clock.advance(GRACE);
        assertThat(removed.isDue(bucket.catalog(), bucket.store.nowMillis())).isTrue();
        assertThat(removed.delete(TestBucket.TENANT, TestBucket.DAY, () -> false))
                .isZero();
        assertThat(bucket.objects()).hasSize(objects);
        assertThat(removed.delete(TestBucket.TENANT, TestBucket.DAY, () -> true))
                .isEqualTo(4);
        assertThat(bucket.objects()).hasSize(objects - 4);
        assertThat(bucket.catalog().removed()).isEmpty();
        assertThat(bucket.catalog().retired()).containsExactly(new WalRange("ingester-1", 1, 0, 39));
    }

    @Test
    void aNameThatIsInTheCatalogIsNeverDeleted() {
        // given a catalog that names an object and lists it as removed too
        TestBucket bucket = new TestBucket(folder);
        CatalogEntry entry = flush(bucket, 1).getFirst();
        DayCatalog catalog = bucket.catalog();
        DayCatalog odd = new DayCatalog(
                catalog.tenant(),
                catalog.day(),
                catalog.version(),
                catalog.entries(),
                catalog.retired(),
                List.of(new RemovedObject(entry.key(), 0)),
                new byte[0]);
        RemovedObjects removed = new RemovedObjects(bucket.store, bucket.catalogs(bucket.store), GRACE);

        // when, then
        assertThat(removed.isDue(odd, bucket.store.nowMillis())).isFalse();
    }

    @Test
    void whileItWorksReadersSeeTheSameByTheCatalogOfNowAndByTheOneBefore() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 4);
        Set<Row> before = bucket.rows();
        DayCatalog known = bucket.catalog();
        StoppingObjectStore watched = new StoppingObjectStore(bucket.store, Long.MAX_VALUE, false, () -> {
            assertThat(bucket.rows()).isEqualTo(before);
            assertThat(bucket.rows(known)).isEqualTo(before);
        });

        // when
        bucket.rewriter(watched, PLENTY).rewrite(merge(inputs, 1), progress -> {});
        bucket.rewriter(watched, PLENTY).rewrite(merge(bucket.catalog().entries(), 2), progress -> {});

        // then
        assertThat(bucket.catalog().entries()).hasSize(1);
        assertThat(bucket.rows(known)).isEqualTo(before);
    }

    @Test
    void whereverTheProcessDiesTheRowsAreTheSameAndTheNextOneEndsTheWork() {
        int deaths = EveryRequest.kill(this::dies);

        assertThat(deaths).isGreaterThanOrEqualTo(50);
    }

    /** Merges into an hour, then into a day, then deletes, in a process that dies. */
    private boolean dies(EveryRequest.Death death) {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 3);
        Set<Row> before = bucket.rows();

        // when
        boolean died = death.strikes(bucket.store, () -> {}, seen -> everything(bucket, seen));

        // then
        assertThat(bucket.rows()).isEqualTo(before);
        everything(bucket, bucket.store);
        assertThat(bucket.rows()).as("gone on").isEqualTo(before);
        assertThat(bucket.catalog().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.level()).isEqualTo(2));
        assertThat(bucket.objects())
                .doesNotContainAnyElementsOf(
                        inputs.stream().map(CatalogEntry::key).toList());
        return died;
    }

    private static void everything(TestBucket bucket, ObjectStore seen) {
        SegmentRewriter rewriter = bucket.rewriter(seen, PLENTY);
        for (int level = 1; level <= 2; level++) {
            int below = level - 1;
            List<CatalogEntry> inputs = bucket.catalogs(seen).read(TestBucket.TENANT, TestBucket.DAY).entries().stream()
                    .filter(entry -> entry.level() == below)
                    .toList();
            if (!inputs.isEmpty()) {
                rewriter.rewrite(merge(inputs, level), progress -> {});
            }
        }
        bucket.clock.advance(GRACE);
        new RemovedObjects(seen, bucket.catalogs(seen), GRACE).delete(TestBucket.TENANT, TestBucket.DAY, () -> true);
    }

    @Test
    void rowsThatAreDroppedAreGoneFromTheOutputsAlone() {
        // given
        TestBucket bucket = new TestBucket(folder);
        List<CatalogEntry> inputs = flush(bucket, 6);
        Set<Row> expected = new HashSet<>(bucket.rows());
        expected.removeIf(row -> row.line().equals("same"));

        // when
        bucket.rewriter(bucket.store, 1)
                .rewrite(
                        new Rewrite(
                                TestBucket.TENANT, TestBucket.DAY, inputs, 2, SegmentRewriterTest::same, 77, ONE_CLASS),
                        progress -> {});

        // then
        assertThat(bucket.rows()).isEqualTo(expected);
        assertThat(bucket.catalog().entries().getFirst().origin())
                .isEqualTo(new Origin.Compacted(
                        inputs.stream().map(CatalogEntry::key).toList(), 77));
    }

    private static BitSet same(RowBlock block) {
        BitSet dropped = new BitSet();
        for (int row = 0; row < block.rows(); row++) {
            dropped.set(row, block.lines().text(row).equals("same"));
        }
        return dropped;
    }

    private static Rewrite merge(List<CatalogEntry> inputs, int level) {
        return new Rewrite(TestBucket.TENANT, TestBucket.DAY, inputs, level, RowFilter.KEEP_ALL, 0, ONE_CLASS);
    }

    private static List<CatalogEntry> flush(TestBucket bucket, int count) {
        Random random = new Random(count);
        List<CatalogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Row> rows = TestRows.random(random, 50L * i);
            rows.add(new Row(Labels.of("app", "always", "host", "h0"), i, "here", Labels.EMPTY));
            rows.add(new Row(Labels.of("app", "always", "host", "h1"), i, "same", Labels.EMPTY));
            entries.add(bucket.flush(rows));
        }
        return entries;
    }
}
