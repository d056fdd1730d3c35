package dev.lodur.compaction.repair;

import static dev.lodur.compaction.SegmentBucket.DAY;
import static dev.lodur.compaction.SegmentBucket.TENANT;
import static dev.lodur.compaction.SegmentBucket.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.compaction.SegmentBucket;
import dev.lodur.compaction.SegmentBucket.Row;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.GenerationId;
import dev.lodur.store.Origin;
import dev.lodur.store.SliceName;
import dev.lodur.store.WalRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogRebuildTest {
    private static final long NOTHING_EXPIRED = Long.MIN_VALUE;

    private final SegmentBucket bucket = new SegmentBucket();
    private final CatalogRebuild rebuild = new CatalogRebuild(bucket.store, bucket.names, bucket.objects);

    @Test
    void flushedSegmentsComeBackEntryByEntry() {
        bucket.flush(1, rows("a", 0));
        bucket.clock.advance(Duration.ofMinutes(5));
        bucket.flush(2, rows("b", 100));
        List<CatalogEntry> before = catalog().entries();
        loseCatalog();

        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);
        rebuild.write(day, false);

        assertThat(catalog().entries())
                .usingRecursiveComparison()
                .ignoringFields("origin.generation.number")
                .isEqualTo(before);
        assertThat(day.leftOut()).isEmpty();
    }

    @Test
    void leftoverInputsOfNestedMergesStayOut() {
        CatalogEntry first = bucket.flush(1, rows("a", 0));
        CatalogEntry second = bucket.flush(2, rows("a", 100));
        CatalogEntry third = bucket.flush(3, rows("a", 200));
        CatalogEntry hour = merge("hour", 1, List.of(first, second));
        CatalogEntry day = merge("day", 2, List.of(hour, third));
        CatalogEntry late = bucket.flush(4, rows("a", 300));
        loseCatalog();

        assertThat(rebuiltKeys()).containsExactlyInAnyOrder(day.key(), late.key());

        bucket.store.delete(hour.key());
        assertThat(rebuiltKeys())
                .as("the link between the slices and the day is gone")
                .containsExactlyInAnyOrder(day.key(), late.key());
    }

    @Test
    void walRangesOfMergedSegmentsStayCommitted() {
        CatalogEntry first = bucket.flush(1, rows("a", 0));
        CatalogEntry second = bucket.flush(2, rows("a", 100));
        merge("hour", 1, List.of(first, second));
        DayCatalog before = catalog();
        loseCatalog();

        DayCatalog after = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED).catalog();

        assertThat(after.retired()).isEqualTo(before.retired());
        assertThat(after.covers(slice(2).walRange())).isTrue();
    }

    @Test
    void aMergeOfWhichAPartWasNeverPutDoesNotReplaceItsInputs() {
        CatalogEntry first = bucket.flush(1, rows("a", 0));
        CatalogEntry second = bucket.flush(2, rows("b", 100));
        CatalogEntry part =
                bucket.putMerged("part", 1, List.of(first, second), ranges(first, second), bucket.rows(first));
        loseCatalog();

        assertThat(rebuiltKeys()).contains(second.key()).containsAnyOf(first.key(), part.key());
    }

    @Test
    void partsOfOneMergeDoNotReplaceEachOther() {
        CatalogEntry first = bucket.flush(1, join(rows("a", 0), rows("b", 100)));
        CatalogEntry partA = bucket.putMerged("part-a", 1, List.of(first), ranges(first), rows("a", 0));
        CatalogEntry partB = bucket.putMerged("part-b", 1, List.of(first), ranges(first), rows("b", 100));
        bucket.replace(List.of(first), List.of(partA, partB));
        CatalogEntry higher = merge("higher", 2, List.of(partB));
        loseCatalog();

        assertThat(rebuiltKeys()).containsExactlyInAnyOrder(partA.key(), higher.key());
    }

    @Test
    void aSecondUploadOfASliceStaysOut() {
        CatalogEntry committed = bucket.flush(1, rows("a", 0));
        bucket.put(slice(1).segmentKey(1), committed.origin(), SegmentBucket.segment(rows("a", 0)));
        loseCatalog();

        assertThat(rebuiltKeys()).containsExactly(committed.key());
    }

    @Test
    void overlappingSlicesStayBoth() {
        CatalogEntry one = bucket.flush(1, rows("a", 0));
        SliceName overlapping = new SliceName(
                new GenerationId("ingester-1", slice(1).generation().bootEpoch(), 7), 15, 24, TENANT, DAY);
        CatalogEntry other = bucket.upload(overlapping, rows("a", 50));
        loseCatalog();

        assertThat(rebuiltKeys()).containsExactlyInAnyOrder(one.key(), other.key());
    }

    @Test
    void whatTheCopySaysWasRemovedStaysOut() {
        CatalogEntry first = bucket.flush(1, rows("a", 0));
        CatalogEntry expired = bucket.flush(2, rows("b", 100));
        bucket.replace(List.of(expired), List.of());
        copy();
        CatalogEntry later = bucket.flush(3, rows("c", 200));
        loseCatalog();

        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);

        assertThat(keys(day)).containsExactlyInAnyOrder(first.key(), later.key());
        assertThat(day.catalog().covers(slice(2).walRange())).isTrue();
        assertThat(day.copiedOn()).contains(DAY);
    }

    @Test
    void whatIsADayOlderThanTheCopyAndNotInItStaysOut() {
        CatalogEntry orphan = bucket.upload(slice(2), rows("b", 100));
        CatalogEntry live = bucket.flush(1, rows("a", 0));
        bucket.clock.advance(Duration.ofDays(2));
        copy();
        loseCatalog();

        assertThat(rebuiltKeys()).containsExactly(live.key()).doesNotContain(orphan.key());
    }

    @Test
    void anUnreadableCopyGivesWayToAnOlderOne() {
        CatalogEntry expired = bucket.flush(1, rows("a", 0));
        CatalogEntry live = bucket.flush(2, rows("b", 100));
        bucket.replace(List.of(expired), List.of());
        copy();
        bucket.clock.advance(Duration.ofDays(7));
        bucket.flush(3, rows("c", 200));
        copy();
        bucket.damage(bucket.names.catalogCopy(TENANT, DAY.plusDays(7), DAY), 30);
        loseCatalog();

        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);

        assertThat(day.copiedOn()).contains(DAY);
        assertThat(keys(day)).contains(live.key()).doesNotContain(expired.key()).hasSize(2);
    }

    @Test
    void expiredLinesStayOut() {
        bucket.flush(1, rows("a", 0));
        CatalogEntry young = bucket.flush(2, rows("b", 5000));
        loseCatalog();

        RebuiltDay day = rebuild.plan(TENANT, DAY, SegmentBucket.DAY_NANOS + 1_000_000_000L * 4000);

        assertThat(keys(day)).containsExactly(young.key());
        assertThat(day.leftOut()).extracting(LeftOut::reason).containsExactly("all its lines had expired");
    }

    @Test
    void oldLinesThatCameInAfterOthersHadExpiredStay() {
        CatalogEntry late = bucket.flush(1, rows("a", 0));

        RebuiltDay day = rebuild.plan(TENANT, DAY, SegmentBucket.DAY_NANOS + 1_000_000_000L * 4000);

        assertThat(keys(day)).containsExactly(late.key());
    }

    @Test
    void aSegmentThatCannotBeReadIsLeftOutAndTold() {
        CatalogEntry broken = bucket.flush(1, rows("a", 0));
        CatalogEntry sound = bucket.flush(2, rows("b", 100));
        copy();
        bucket.damage(broken.key(), (int) broken.indexOffset() + 2);
        loseCatalog();

        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);

        assertThat(keys(day)).containsExactly(sound.key());
        assertThat(day.leftOut().getFirst().reason()).startsWith("it cannot be read: ");
    }

    @Test
    void aLiveSegmentThatIsNotThereIsTold() {
        CatalogEntry gone = bucket.flush(1, rows("a", 0));
        bucket.flush(2, rows("b", 100));
        copy();
        bucket.store.delete(gone.key());
        loseCatalog();

        assertThat(rebuild.plan(TENANT, DAY, NOTHING_EXPIRED).lost()).containsExactly(gone.key());
    }

    @Test
    void aCorruptCatalogIsReplacedAndAHealthyOneOnlyByForce() {
        bucket.flush(1, rows("a", 0));
        bucket.damage(bucket.names.catalog(TENANT, DAY), 30);
        rebuild.write(rebuild.plan(TENANT, DAY, NOTHING_EXPIRED), false);
        DayCatalog rebuilt = catalog();
        assertThat(rebuilt.entries()).hasSize(1);

        RebuiltDay again = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> rebuild.write(again, false))
                .satisfies(e -> assertThat(e.text()).contains("--force"));
        rebuild.write(again, true);
        assertThat(catalog().version()).isGreaterThan(rebuilt.version());
    }

    @Test
    void aCatalogThatAnIngesterHasBegunAfterTheLossIsMadeWholeByForce() {
        CatalogEntry first = bucket.flush(1, rows("a", 0));
        CatalogEntry second = bucket.flush(2, rows("a", 100));
        CatalogEntry hour = merge("hour", 1, List.of(first, second));
        long before = catalog().version();
        bucket.clock.advance(Duration.ofDays(3));
        loseCatalog();
        CatalogEntry late = bucket.flush(3, rows("a", 200));

        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);
        rebuild.write(day, true);

        assertThat(keys(day)).containsExactlyInAnyOrder(hour.key(), late.key());
        assertThat(catalog().version()).isGreaterThan(before);
        assertThat(catalog().covers(slice(2).walRange())).isTrue();
    }

    @Test
    void aSegmentThatIsGoneForGoodIsTakenOutByForce() {
        CatalogEntry gone = bucket.flush(1, rows("a", 0));
        CatalogEntry live = bucket.flush(2, rows("b", 100));
        CatalogEntry merged = merge("hour", 1, List.of(live));
        bucket.store.delete(gone.key());

        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);
        rebuild.write(day, true);

        assertThat(day.lost()).containsExactly(gone.key());
        assertThat(catalog().entries()).extracting(CatalogEntry::key).containsExactly(merged.key());
        assertThat(catalog().covers(slice(1).walRange())).isTrue();
    }

    @Test
    void aCatalogThatCameMeanwhileIsNotOverwritten() {
        bucket.flush(1, rows("a", 0));
        loseCatalog();
        RebuiltDay day = rebuild.plan(TENANT, DAY, NOTHING_EXPIRED);
        bucket.flush(2, rows("b", 100));

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> rebuild.write(day, true))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void theVersionIsAboveTheLostOne() {
        bucket.flush(1, rows("a", 0));
        copy();
        for (int i = 2; i < 30; i++) {
            bucket.clock.advance(Duration.ofSeconds(1));
            bucket.flush(i, rows("b", 100 * i));
        }
        long before = catalog().version();
        loseCatalog();

        assertThat(rebuild.plan(TENANT, DAY, NOTHING_EXPIRED).catalog().version())
                .isGreaterThan(before);
    }

    private void copy() {
        new CatalogCopies(bucket.store, bucket.names, bucket.objects, bucket.clock).run(TENANT);
    }

    private CatalogEntry merge(String name, int level, List<CatalogEntry> inputs) {
        List<Row> rows = new ArrayList<>();
        inputs.forEach(input -> rows.addAll(bucket.rows(input)));
        CatalogEntry merged = bucket.putMerged(name, level, inputs, ranges(inputs.toArray(CatalogEntry[]::new)), rows);
        bucket.replace(inputs, List.of(merged));
        return merged;
    }

    private List<WalRange> ranges(CatalogEntry... entries) {
        List<WalRange> ranges = new ArrayList<>();
        for (CatalogEntry entry : entries) {
            if (entry.origin() instanceof Origin.Flushed flushed) {
                ranges.add(flushed.walRange());
            } else {
                ranges.addAll(bucket.origin(entry).ranges());
            }
        }
        return ranges;
    }

    private List<String> rebuiltKeys() {
        return keys(rebuild.plan(TENANT, DAY, NOTHING_EXPIRED));
    }

    private static List<String> keys(RebuiltDay day) {
        return day.catalog().entries().stream().map(CatalogEntry::key).toList();
    }

    private DayCatalog catalog() {
        return bucket.catalogs.read(TENANT, DAY);
    }

    private void loseCatalog() {
        bucket.store.delete(bucket.names.catalog(TENANT, DAY));
    }

    private static List<Row> join(List<Row> one, List<Row> other) {
        List<Row> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static List<Row> rows(String app, int fromSecond) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(Row.of(app, 1_000_000_000L * (fromSecond + i), "line " + i, "trace", "t" + i % 7));
        }
        return rows;
    }
}
