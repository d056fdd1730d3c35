package dev.lodur.compaction.repair;

import static dev.lodur.compaction.SegmentBucket.DAY;
import static dev.lodur.compaction.SegmentBucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.SegmentBucket;
import dev.lodur.compaction.SegmentBucket.Row;
import dev.lodur.store.BucketListing;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.DeleteRequest;
import dev.lodur.store.TenantDeletes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogCopiesTest {
    private final SegmentBucket bucket = new SegmentBucket();
    private final CatalogCopies copies = new CatalogCopies(bucket.store, bucket.names, bucket.objects, bucket.clock);

    @Test
    void catalogsAreCopiedOnceAWeekAndOnlyWhenTheyHaveChanged() {
        flush(1);
        assertThat(copies.run(TENANT)).isEqualTo(new CatalogCopies.Result(1, 0));
        flush(2);
        bucket.clock.advance(Duration.ofDays(6));
        assertThat(copies.run(TENANT)).isEqualTo(new CatalogCopies.Result(0, 0));

        bucket.clock.advance(Duration.ofDays(1));
        assertThat(copies.run(TENANT)).isEqualTo(new CatalogCopies.Result(1, 0));
        bucket.clock.advance(Duration.ofDays(7));
        assertThat(copies.run(TENANT)).isEqualTo(new CatalogCopies.Result(0, 0));

        assertThat(keys())
                .containsExactly(
                        "lodur/fake/catalog-copies/2026-11-23/2026-11-23.pb",
                        "lodur/fake/catalog-copies/2026-11-23/deletes.pb",
                        "lodur/fake/catalog-copies/2026-11-30/2026-11-23.pb",
                        "lodur/fake/catalog-copies/2026-11-30/deletes.pb",
                        "lodur/fake/catalog-copies/2026-12-07/deletes.pb");
    }

    @Test
    void oldCopiesGoButTheNewestOfADayStays() {
        flush(1);
        copies.run(TENANT);
        bucket.clock.advance(Duration.ofDays(7));
        flush(2);
        copies.run(TENANT);
        bucket.clock.advance(Duration.ofDays(60));

        copies.run(TENANT);

        assertThat(keys())
                .contains("lodur/fake/catalog-copies/2026-11-30/2026-11-23.pb")
                .doesNotContain("lodur/fake/catalog-copies/2026-11-23/2026-11-23.pb");
    }

    @Test
    void theNewestCopyGoesWithTheDay() {
        String key = flush(1);
        copies.run(TENANT);
        bucket.clock.advance(Duration.ofDays(60));
        bucket.store.delete(bucket.names.catalog(TENANT, DAY));
        copies.run(TENANT);
        assertThat(keys()).as("its segments are there").contains("lodur/fake/catalog-copies/2026-11-23/2026-11-23.pb");

        bucket.store.delete(key);
        bucket.clock.advance(Duration.ofDays(8));
        copies.run(TENANT);
        assertThat(keys()).doesNotContain("lodur/fake/catalog-copies/2026-11-23/2026-11-23.pb");
    }

    @Test
    void aCatalogThatCannotBeReadIsNotCopied() {
        flush(1);
        bucket.damage(bucket.names.catalog(TENANT, DAY), 25);

        assertThat(copies.run(TENANT)).isEqualTo(new CatalogCopies.Result(0, 0));
    }

    @Test
    void requestsThatNeverWereAreNotLost() {
        flush(1);
        copies.run(TENANT);

        assertThat(new DeletesRebuild(bucket.store, bucket.names, bucket.objects).find(TENANT))
                .isEmpty();
    }

    @Test
    void lostDeleteRequestsComeBackAndThoseOfRebuiltDaysAreToDoAgain() {
        DeleteRequest done = request("done", SegmentBucket.DAY_NANOS, new DeleteRequest.State.Processed(5));
        DeleteRequest elsewhere = request(
                "elsewhere", SegmentBucket.DAY_NANOS - 86_400_000_000_000L * 3, new DeleteRequest.State.Processed(5));
        DeleteRequest pending = request("pending", SegmentBucket.DAY_NANOS, DeleteRequest.State.RECEIVED);
        bucket.objects.replaceDeletes(
                new TenantDeletes(TENANT, 3, List.of(done, elsewhere, pending), 17, new byte[0]),
                CatalogObjects.NO_CATALOG);
        copies.run(TENANT);
        bucket.damage(bucket.names.deletes(TENANT), 10);
        DeletesRebuild rebuild = new DeletesRebuild(bucket.store, bucket.names, bucket.objects);

        rebuild.write(rebuild.find(TENANT).orElseThrow(), Set.of(DAY));

        TenantDeletes now = rebuild.find(TENANT).orElseThrow().deletes();
        assertThat(now.version()).isGreaterThan(3);
        assertThat(now.expiredBeforeNanos()).isEqualTo(17);
        assertThat(now.requests()).extracting(DeleteRequest::isPending).containsExactly(true, false, true);
    }

    private static DeleteRequest request(String group, long startNanos, DeleteRequest.State state) {
        return new DeleteRequest(group, 0, "{app=\"a\"}", startNanos, startNanos + 1000, 1, state, new byte[0]);
    }

    private String flush(int number) {
        return bucket.flush(number, List.of(Row.of("a", number, "line"))).key();
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        BucketListing.forEach(bucket.store, bucket.names.catalogCopiesOf(TENANT), object -> keys.add(object.key()));
        return keys;
    }
}
