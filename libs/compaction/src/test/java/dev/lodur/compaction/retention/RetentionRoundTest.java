package dev.lodur.compaction.retention;

import static dev.lodur.compaction.retention.Bucket.DAY_NANOS;
import static dev.lodur.compaction.retention.Bucket.HOUR_NANOS;
import static dev.lodur.compaction.retention.Bucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.retention.Bucket.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionRoundTest {
    private static final Tenant OTHER = new Tenant("other");
    private static final Labels DEV = Labels.of("namespace", "dev");
    private static final Labels PROD = Labels.of("namespace", "prod");
    private static final StreamPeriod DEV_A_DAY = new StreamPeriod("{namespace=\"dev\"}", 1, Duration.ofDays(1));

    private final Bucket bucket = new Bucket();
    private final FakeRewriter rewriter = new FakeRewriter(bucket);
    private final Map<Tenant, RetentionLimits> limits = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final long startNanos = bucket.nowNanos();
    private boolean mayGoOn = true;
    private SizeBounds bounds = SizeBounds.NONE;
    private RetentionRound round = round();

    private final class Told implements RetentionMetrics {
        @Override
        public void ran(boolean successful, long durationNanos) {
            told.add(successful ? "success" : "failure");
        }

        @Override
        public void removed(RetentionReason.Kind reason, long segments, long bytes, long rows) {
            told.add(reason.label() + " " + segments + " segments " + rows + " rows");
        }
    }

    private RetentionRound round() {
        return new RetentionRound(planner(), rewriter, () -> mayGoOn, bucket.clock, new Told());
    }

    private RetentionPlanner planner() {
        TenantLimits.Source source = tenant -> new TenantLimits(
                TenantLimits.DEFAULTS.ingest(),
                TenantLimits.DEFAULTS.query(),
                limits.getOrDefault(tenant, RetentionLimits.NONE));
        return new RetentionPlanner(bucket.reader, source, bucket.indexes(), bounds, Bucket.AGE_MIN, bucket.clock);
    }

    private static RetentionLimits days(int days, StreamPeriod... streams) {
        return new RetentionLimits(true, Duration.ofDays(days), List.of(streams), 0);
    }

    private RetentionRound.Result run() {
        return round.run(bucket.days, 0);
    }

    private Row row(Labels labels, long afterStartNanos) {
        return new Row(labels, startNanos + afterStartNanos);
    }

    private void advanceDays(int days) {
        bucket.clock.advance(Duration.ofDays(days));
    }

    @Test
    void eachTenantHasItsOwnPeriod() {
        limits.put(TENANT, days(7));
        limits.put(OTHER, days(2));
        CatalogEntry kept = bucket.commit(TENANT, "", row(PROD, 0));
        CatalogEntry gone = bucket.commit(OTHER, "", row(PROD, 0));
        CatalogEntry forEver = bucket.commit(new Tenant("third"), "", row(PROD, 0));
        advanceDays(3);

        RetentionRound.Result result = run();

        assertThat(bucket.liveKeys()).containsExactlyInAnyOrder(kept.key(), forEver.key());
        assertThat(result).isEqualTo(new RetentionRound.Result(1, 0, gone.sizeBytes(), 0));
        assertThat(told).containsExactly("retention_period 1 segments 1 rows", "success");
    }

    @Test
    void aSharedSegmentIsRewrittenOnceAndItsIndexReadOnceForAsLongAsNothingExpires() {
        limits.put(TENANT, days(7, DEV_A_DAY));
        bucket.commit(TENANT, "", row(DEV, 0), row(DEV, 20 * HOUR_NANOS), row(PROD, 0));
        bucket.clock.advance(Duration.ofHours(30));

        run();
        run();
        assertThat(bucket.opened).hasSize(1);
        assertThat(rewriter.rewritten).isEmpty();
        bucket.clock.advance(Duration.ofHours(15));
        run();
        bucket.clock.advance(Duration.ofHours(1));
        run();
        run();

        assertThat(rewriter.rewritten).hasSize(1);
        assertThat(bucket.live())
                .singleElement()
                .satisfies(entry -> assertThat(bucket.rows(entry)).containsExactly(row(PROD, 0)));
        assertThat(bucket.opened).hasSize(2);
        assertThat(told).contains("retention_stream 0 segments 2 rows");
    }

    @Test
    void newRulesAreLookedAtAtOnce() {
        limits.put(TENANT, days(7, DEV_A_DAY));
        bucket.commit(TENANT, "", row(DEV, 20 * HOUR_NANOS), row(PROD, 0));
        bucket.clock.advance(Duration.ofHours(30));
        run();

        limits.put(TENANT, days(1));
        bucket.clock.advance(Duration.ofHours(15));
        run();

        assertThat(bucket.live()).isEmpty();
    }

    @Test
    void aDayThatFailsKeepsNoOtherFromBeingLookedAt() {
        limits.put(TENANT, days(2));
        CatalogEntry failing = bucket.commit(TENANT, "", row(PROD, 0));
        bucket.commit(TENANT, "", row(PROD, DAY_NANOS));
        rewriter.failing.add(DayRange.dayOf(startNanos));
        advanceDays(10);

        RetentionRound.Result result = run();

        assertThat(bucket.liveKeys()).containsExactly(failing.key());
        assertThat(result.failures()).isEqualTo(1);
        assertThat(told).contains("failure").doesNotContain("success");
        rewriter.failing.clear();
        assertThat(run().failures()).isZero();
        assertThat(bucket.live()).isEmpty();
    }

    @Test
    void whereAnotherLeadsNothingGoes() {
        limits.put(TENANT, days(2));
        bucket.commit(TENANT, "", row(PROD, 0));
        advanceDays(10);
        mayGoOn = false;

        run();

        assertThat(bucket.live()).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsTooMuchGoesAndIsNoted() {
        CatalogEntry oldest = bucket.commit(TENANT, "", row(PROD, 0), row(PROD, 7));
        CatalogEntry newest = bucket.commit(TENANT, "", row(PROD, DAY_NANOS));
        long bytesMax = oldest.sizeBytes() + newest.sizeBytes() - 1;
        limits.put(TENANT, new RetentionLimits(true, Duration.ZERO, List.of(), bytesMax));
        advanceDays(2);

        RetentionRound.Result result = run();
        run();

        assertThat(bucket.liveKeys()).containsExactly(newest.key());
        assertThat(result.releasedBytes()).isEqualTo(oldest.sizeBytes());
        assertThat(rewriter.expiredBefore).isEqualTo(Map.of(TENANT, startNanos + 8));
        assertThat(told).startsWith("tenant_retention_bytes 1 segments 2 rows", "success");
    }

    @Test
    void ageComesBeforeSizeSoThatNothingGoesTwice() {
        limits.put(TENANT, days(2));
        limits.put(OTHER, days(0));
        CatalogEntry expired = bucket.commit(TENANT, "", row(PROD, 0));
        CatalogEntry kept = bucket.commit(OTHER, "", row(PROD, 0));
        bounds = new SizeBounds(2 * kept.sizeBytes() - 1, 1);
        round = round();
        advanceDays(5);

        run();

        assertThat(bucket.liveKeys()).containsExactly(kept.key());
        assertThat(rewriter.dropped).containsExactly(expired.key());
        assertThat(rewriter.expiredBefore).isEmpty();
    }

    @Test
    void whatWasJustRewrittenIsNotRemovedForSizeToo() {
        bucket.commit(TENANT, "", row(PROD, 0), row(DEV, 0));
        limits.put(TENANT, new RetentionLimits(true, Duration.ofDays(7), List.of(DEV_A_DAY), 1));
        advanceDays(3);

        RetentionRound.Result result = run();

        assertThat(result.failures()).isZero();
        assertThat(result.rewritten()).isEqualTo(1);
        assertThat(bucket.live()).hasSize(1);
        advanceDays(1);
        assertThat(run().dropped()).isEqualTo(1);
    }

    @Test
    void theBoundOfTheBucketHoldsOnlyWhileRetentionIsOn() {
        CatalogEntry entry = bucket.commit(TENANT, "", row(PROD, 0));
        bounds = new SizeBounds(1, 1);
        round = round();
        advanceDays(1);

        run();
        assertThat(bucket.liveKeys()).containsExactly(entry.key());
        limits.put(TENANT, days(0));
        run();

        assertThat(bucket.live()).isEmpty();
        assertThat(told).contains("bucket_retention_bytes 1 segments 1 rows");
    }

    @Test
    void ofATenantWhoseOldestDayCannotBeRemovedNothingNewerIsRemovedForSize() {
        CatalogEntry first = bucket.commit(TENANT, "", row(PROD, 0));
        CatalogEntry second = bucket.commit(TENANT, "", row(PROD, DAY_NANOS));
        limits.put(TENANT, new RetentionLimits(true, Duration.ZERO, List.of(), 1));
        rewriter.failing.add(DayRange.dayOf(startNanos));
        advanceDays(2);

        run();

        assertThat(bucket.liveKeys()).containsExactly(first.key(), second.key());
        assertThat(rewriter.expiredBefore).isEmpty();
    }

    @Test
    void aDryRunTellsWhatGoesAndChangesNothing() {
        limits.put(TENANT, days(7, DEV_A_DAY));
        bucket.commit(TENANT, "", row(PROD, 0));
        bucket.commit(TENANT, "", row(PROD, 6 * DAY_NANOS), row(DEV, 6 * DAY_NANOS));
        List<String> before = bucket.liveKeys();
        bucket.clock.advance(Duration.ofDays(8));

        RetentionReport report = RetentionReport.of(planner(), bucket.days, 0);

        assertThat(report.text().replaceAll(" +", " ").lines())
                .startsWith("tenant day what lines size from to object why")
                .anyMatch(
                        line -> line.matches("fake 2026-01-01 remove 1 \\S+B 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z"
                                + " lodur/fake/segments/2026-01-01/0-s0.parquet older than 1w"
                                + " \\(limits_config.retention_period\\)"))
                .anyMatch(line -> line.startsWith("fake 2026-01-07 rewrite -1 2026-01-07T00:00:00Z"))
                .anyMatch(line -> line.matches(
                        "to remove: 1 segments with 1 lines and \\S+; to rewrite: 1 segments" + " without 1 lines"));
        assertThat(bucket.liveKeys()).isEqualTo(before);
        assertThat(rewriter.dropped).isEmpty();
    }

    @Test
    void aReportOfNothingSaysSo() {
        assertThat(new RetentionReport(List.of(), List.of("fake 2026-01-01: away")).text())
                .isEqualTo("to remove: 0 segments with 0 lines and 0B; to rewrite: 0 segments without 0 lines\n"
                        + "not looked at: fake 2026-01-01: away\n");
    }
}
