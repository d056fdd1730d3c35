package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.TestBucket;
import dev.lodur.compaction.TestRows.Row;
import dev.lodur.compaction.retention.BucketRewriter;
import dev.lodur.compaction.retention.RetentionMetrics;
import dev.lodur.compaction.retention.RetentionPlanner;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.compaction.retention.SizeBounds;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.Labels;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.EveryRequest;
import dev.lodur.store.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Labels DEBUG = Labels.of("app", "a", "level", "debug");
    private static final Labels REST = Labels.of("app", "b", "level", "info");
    private static final long DAY_NANOS =
            TestBucket.DAY.toEpochDay() * Duration.ofDays(1).toNanos();

    @TempDir
    private Path folder;

    private long expiredBeforeNanos;

    @Test
    void aStreamsOwnPeriodTakesItOutOfASegmentAndTheTenantsTakesTheRest() {
        // given
        TestBucket bucket = bucket();
        RetentionLimits limits = limits(0);

        // when, then
        run(bucket, bucket.store, limits);
        assertThat(bucket.rows()).hasSize(20);
        bucket.clock.advance(Duration.ofDays(2));
        run(bucket, bucket.store, limits);
        assertThat(bucket.rows()).hasSize(10).allMatch(row -> row.labels().equals(REST));
        bucket.clock.advance(Duration.ofDays(30));
        run(bucket, bucket.store, limits);
        assertThat(bucket.rows()).isEmpty();
        assertThat(expiredBeforeNanos).as("nothing went for its size").isZero();
    }

    @Test
    void whereverTheProcessDiesNothingYoungerIsMissingAndTheNextOneRemovesWhatIsOlder() {
        int deaths = EveryRequest.kill(this::dies);

        assertThat(deaths).isGreaterThan(20);
    }

    private boolean dies(EveryRequest.Death death) {
        // given
        TestBucket bucket = bucket();
        Set<Row> kept =
                bucket.rows().stream().filter(row -> row.labels().equals(REST)).collect(Collectors.toSet());
        bucket.clock.advance(Duration.ofDays(2));

        // when
        boolean died = death.strikes(
                bucket.store, () -> assertThat(bucket.rows()).containsAll(kept), seen -> run(bucket, seen, limits(0)));

        // then
        assertThat(bucket.rows()).containsAll(kept);
        run(bucket, bucket.store, limits(0));
        assertThat(bucket.rows()).isEqualTo(kept);
        return died;
    }

    @Test
    void whatIsTooMuchGoesOldestFirstAndIsNoted() {
        // given room for one of two segments
        TestBucket bucket = bucket();
        long bytes = bucket.catalog().entries().getFirst().sizeBytes();

        // when
        run(bucket, bucket.store, limits(bytes + 10));

        // then
        assertThat(bucket.rows()).hasSize(10).allMatch(row -> row.timestampNanos() >= DAY_NANOS + 1000);
        assertThat(expiredBeforeNanos).isBetween(DAY_NANOS + 1, DAY_NANOS + 1000);
    }

    private static RetentionLimits limits(long bytesMax) {
        RetentionLimits.StreamPeriod debug =
                new RetentionLimits.StreamPeriod("{level=\"debug\"}", 1, Duration.ofDays(1));
        return new RetentionLimits(true, Duration.ofDays(30), List.of(debug), bytesMax);
    }

    private TestBucket bucket() {
        TestBucket bucket = new TestBucket(folder);
        for (int segment = 0; segment < 2; segment++) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                rows.add(
                        new Row(i % 2 == 0 ? DEBUG : REST, DAY_NANOS + 1000L * segment + i, "line " + i, Labels.EMPTY));
            }
            bucket.flush(rows);
        }
        return bucket;
    }

    /** One round of a new process. */
    private void run(TestBucket bucket, ObjectStore seen, RetentionLimits retention) {
        assertThat(bucket.clock.instant()).isAfter(TestBucket.DAY.atStartOfDay().toInstant(ZoneOffset.UTC));
        TenantLimits limits = new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, retention);
        RetentionPlanner planner = new RetentionPlanner(
                new CatalogReader(new ConditionalCatalogObjects(seen, TestBucket.NAMES), bucket.clock, 10),
                tenant -> limits,
                SegmentIndexes.in(seen),
                SizeBounds.NONE,
                Duration.ZERO,
                bucket.clock);
        BucketRewriter rewriter = new BucketRewriter(
                bucket.rewriter(seen, 1 << 20),
                tenant -> limits,
                progress -> {},
                (tenant, nanos) -> expiredBeforeNanos = nanos);
        Retention retentionChore = new Retention(planner, rewriter, RetentionMetrics.NONE, Duration.ZERO, bucket.clock);
        var _ = retentionChore.run(new Round(
                List.of(bucket.catalogs(seen).read(TestBucket.TENANT, TestBucket.DAY)),
                CompactionPolicy.DEFAULT.withAgeMin(Duration.ZERO),
                0,
                () -> true));
    }
}
