package dev.lodur.compaction.repair;

import static dev.lodur.compaction.SegmentBucket.DAY;
import static dev.lodur.compaction.SegmentBucket.TENANT;
import static dev.lodur.compaction.SegmentBucket.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.SegmentBucket;
import dev.lodur.compaction.SegmentBucket.Row;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.PutCondition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketCheckTest {
    private final SegmentBucket bucket = new SegmentBucket();
    private final List<Finding> findings = new ArrayList<>();

    @Test
    void aSoundBucketHasNoFindingsHoweverDeepOneLooks() {
        bucket.flush(1, rows("a"));
        bucket.flush(2, rows("b"));

        CheckResult result = check(true);

        assertThat(findings).isEmpty();
        assertThat(result.catalogs()).isEqualTo(1);
        assertThat(result.segments()).isEqualTo(2);
        assertThat(result.rows()).isEqualTo(200);
        assertThat(result.orphans()).isZero();
        assertThat(result.unknown()).isZero();
    }

    @Test
    void uploadsThatNobodyCommittedAreCountedWithTheirAge() {
        bucket.flush(1, rows("a"));
        bucket.upload(slice(2), rows("b"));
        bucket.clock.advance(Duration.ofHours(3));

        CheckResult result = check(false);

        assertThat(findings).isEmpty();
        assertThat(result.orphans()).isEqualTo(1);
        assertThat(result.oldestOrphanMillis()).isEqualTo(Duration.ofHours(3).toMillis());
    }

    @Test
    void whatWasReplacedAndIsNotRemovedYetIsNoOrphan() {
        CatalogEntry replaced = bucket.flush(1, rows("a"));
        bucket.flush(2, rows("b"));
        bucket.replace(List.of(replaced), List.of());

        CheckResult result = check(false);

        assertThat(findings).isEmpty();
        assertThat(result.segments()).isEqualTo(1);
        assertThat(result.orphans()).isZero();
    }

    @Test
    void aMissingSegmentIsFound() {
        CatalogEntry entry = bucket.flush(1, rows("a"));
        bucket.store.delete(entry.key());

        check(false);

        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.SEGMENT_MISSING);
        assertThat(findings).extracting(Finding::key).containsExactly(entry.key());
    }

    @Test
    void aSegmentOfAnotherSizeIsFound() {
        CatalogEntry entry = bucket.flush(1, rows("a"));
        bucket.store.put(entry.key(), new ObjectBody.OfBytes(new byte[17]), PutCondition.ALWAYS);

        check(false);

        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.SEGMENT_SIZE);
    }

    @Test
    void aDamagedIndexIsFoundAtOnceAndADamagedPageByADeepLook() {
        CatalogEntry first = bucket.flush(1, rows("a"));
        CatalogEntry second = bucket.flush(2, rows("b"));
        bucket.damage(first.key(), (int) first.indexOffset() + 3);
        bucket.damage(second.key(), 40);

        check(false);
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.SEGMENT_UNREADABLE);
        assertThat(findings.getFirst().key()).isEqualTo(first.key());

        findings.clear();
        check(true);
        assertThat(findings)
                .filteredOn(finding -> finding.key().equals(second.key()))
                .extracting(Finding::kind)
                .contains(Finding.Kind.CHECKSUM);
    }

    @Test
    void everyDamagedByteOfASegmentIsFoundByADeepLook() {
        CatalogEntry entry = bucket.flush(1, rows("a"));
        for (int at = 0; at < entry.sizeBytes(); at += 97) {
            bucket.damage(entry.key(), at);
            findings.clear();
            check(true);
            assertThat(findings).as("byte " + at).isNotEmpty();
            bucket.damage(entry.key(), at);
        }
    }

    @Test
    void anEntryThatSaysSomethingElseThanItsSegmentIsFound() {
        CatalogEntry sound = bucket.upload(slice(1), rows("a"));
        CatalogEntry other = bucket.upload(slice(2), rows("b").subList(0, 10));
        CatalogEntry wrong = new CatalogEntry(
                sound.key(),
                sound.sizeBytes(),
                sound.indexOffset(),
                sound.indexLengthBytes(),
                sound.minTimestampNanos(),
                sound.maxTimestampNanos(),
                sound.rows() + 1,
                sound.lineBytes(),
                0,
                other.origin(),
                other.labelSummary(),
                "",
                false,
                0,
                sound.checksum(),
                sound.filterRows(),
                new byte[0]);
        bucket.catalogs.commit(TENANT, DAY, CatalogChange.Add.of(wrong));

        check(false);

        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        Finding.Kind.ENTRY_WRONG, Finding.Kind.SEGMENT_DISAGREES, Finding.Kind.SEGMENT_DISAGREES);
    }

    @Test
    void aDamagedCatalogIsFoundAndSoIsOneThatIsNotThere() {
        bucket.flush(1, rows("a"));
        bucket.damage(bucket.names.catalog(TENANT, DAY), 20);
        check(false);
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.CATALOG_UNREADABLE);

        findings.clear();
        bucket.store.delete(bucket.names.catalog(TENANT, DAY));
        check(false);
        assertThat(findings).as("an upload that may be committed yet").isEmpty();

        bucket.clock.advance(Duration.ofHours(2));
        check(false);
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.CATALOG_MISSING);
    }

    @Test
    void aCatalogWhoseSegmentsAreAllGoneIsLookedAtToo() {
        CatalogEntry entry = bucket.flush(1, rows("a"));
        bucket.store.delete(entry.key());

        CheckResult result =
                bucketCheck().run(new CheckScope(Optional.of(TENANT), Optional.of(DAY), false), findings::add);

        assertThat(result.segments()).isEqualTo(1);
        assertThat(findings).hasSize(1);
    }

    @Test
    void damagedDeleteRequestsAndCopiesAreFound() {
        put(bucket.names.deletes(TENANT), "no requests");
        put(bucket.names.catalogCopy(TENANT, DAY, DAY), "no catalog");
        put(bucket.names.deletesCopy(TENANT, DAY), "no requests");

        check(false);

        assertThat(findings)
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(
                        Finding.Kind.DELETES_UNREADABLE, Finding.Kind.COPY_UNREADABLE, Finding.Kind.COPY_UNREADABLE);
    }

    @Test
    void anotherTenantIsNotLookedAtWhereOneIsNamed() {
        CatalogEntry entry = bucket.flush(1, rows("a"));
        bucket.store.delete(entry.key());

        bucketCheck().run(new CheckScope(Optional.of(new Tenant("other")), Optional.empty(), true), findings::add);

        assertThat(findings).isEmpty();
    }

    private void put(String key, String content) {
        bucket.store.put(key, new ObjectBody.OfBytes(content.getBytes(StandardCharsets.UTF_8)), PutCondition.ALWAYS);
    }

    private CheckResult check(boolean deep) {
        return bucketCheck().run(new CheckScope(Optional.empty(), Optional.empty(), deep), findings::add);
    }

    private BucketCheck bucketCheck() {
        return new BucketCheck(bucket.store, bucket.names, bucket.objects);
    }

    private static List<Row> rows(String app) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(Row.of(app + i % 3, 1_000_000_000L * i, "line " + i, "trace", "t" + i % 7));
        }
        return rows;
    }
}
