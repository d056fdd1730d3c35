package dev.lodur.compaction.retention;

import static dev.lodur.compaction.retention.Bucket.HOUR_NANOS;
import static dev.lodur.compaction.retention.Bucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.Workspace;
import dev.lodur.compaction.retention.Bucket.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.store.CatalogEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketRewriterTest {
    private static final Labels DEV = Labels.of("namespace", "dev");
    private static final Labels TEST = Labels.of("namespace", "test");
    private static final Labels PROD = Labels.of("namespace", "prod");
    private static final RetentionLimits LIMITS = new RetentionLimits(
            true,
            Duration.ofDays(31),
            List.of(
                    new StreamPeriod("{namespace=\"dev\"}", 1, Duration.ofDays(1)),
                    new StreamPeriod("{namespace=\"test\"}", 1, Duration.ofDays(7))),
            0);

    @TempDir
    private Path directory;

    private final Bucket bucket = new Bucket();
    private final long startNanos = bucket.nowNanos();
    private final List<String> expired = new ArrayList<>();

    private RetentionRound round() {
        SegmentRewriter segments = new SegmentRewriter(
                bucket.store,
                Bucket.NAMES,
                bucket.catalogs,
                () -> Workspace.open(new DiskFileLayer(), directory),
                bucket.clock,
                new Random(5),
                1 << 20);
        TenantLimits limits = new TenantLimits(TenantLimits.DEFAULTS.ingest(), TenantLimits.DEFAULTS.query(), LIMITS);
        RetentionPlanner planner = new RetentionPlanner(
                bucket.reader, tenant -> limits, bucket.indexes(), SizeBounds.NONE, Bucket.AGE_MIN, bucket.clock);
        BucketRewriter rewriter = new BucketRewriter(
                segments, tenant -> limits, progress -> {}, (tenant, nanos) -> expired.add(tenant + " " + nanos));
        return new RetentionRound(planner, rewriter, () -> true, bucket.clock, RetentionMetrics.NONE);
    }

    private void runAfterDays(RetentionRound round, int days) {
        bucket.clock.advance(Duration.ofDays(days));
        RetentionRound.Result result = round.run(bucket.days, 0);
        assertThat(result.failures()).isZero();
    }

    @Test
    void whatIsRewrittenIsKeptApartByPeriodSoThatTheRestGoesAsAWhole() {
        RetentionRules rules = RetentionRules.of(LIMITS);
        bucket.commit(
                TENANT,
                "",
                new Row(DEV, startNanos),
                new Row(TEST, startNanos + HOUR_NANOS),
                new Row(PROD, startNanos));
        RetentionRound round = round();

        runAfterDays(round, 2);
        assertThat(bucket.live())
                .extracting(CatalogEntry::retentionClass)
                .containsExactlyInAnyOrder("", rules.classOf(TEST));
        assertThat(bucket.live().stream().flatMap(entry -> bucket.rows(entry).stream()))
                .containsExactlyInAnyOrder(new Row(TEST, startNanos + HOUR_NANOS), new Row(PROD, startNanos));
        runAfterDays(round, 6);
        assertThat(bucket.live())
                .singleElement()
                .satisfies(entry -> assertThat(bucket.rows(entry)).containsExactly(new Row(PROD, startNanos)));
        runAfterDays(round, 24);

        assertThat(bucket.live()).isEmpty();
        assertThat(bucket.opened).as("one index tells all of it").hasSize(1);
        assertThat(expired).isEmpty();
    }
}
