package dev.lodur.compaction.retention;

import static dev.lodur.compaction.retention.Bucket.DAY_NANOS;
import static dev.lodur.compaction.retention.Bucket.HOUR_NANOS;
import static dev.lodur.compaction.retention.Bucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.retention.Bucket.Row;
import dev.lodur.compaction.retention.RetentionAction.Drop;
import dev.lodur.compaction.retention.RetentionAction.Keep;
import dev.lodur.compaction.retention.RetentionAction.Rewrite;
import dev.lodur.model.Labels;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionPlanTest {
    private static final Labels DEV = Labels.of("app", "web", "namespace", "dev");
    private static final Labels PROD = Labels.of("app", "web", "namespace", "prod");
    private static final StreamPeriod DEV_A_DAY = new StreamPeriod("{namespace=\"dev\"}", 1, Duration.ofDays(1));

    private final Bucket bucket = new Bucket();
    private final long startNanos = bucket.nowNanos();

    private static RetentionRules rules(int days, StreamPeriod... streams) {
        return RetentionRules.of(new RetentionLimits(true, Duration.ofDays(days), List.of(streams), 0));
    }

    private RetentionPlan plan(RetentionRules rules) {
        return RetentionPlan.of(
                bucket.catalogs.read(TENANT, DayRange.dayOf(startNanos)),
                rules,
                bucket.indexes(),
                Bucket.AGE_MIN,
                bucket.nowNanos());
    }

    private RetentionAction only(RetentionRules rules) {
        return plan(rules).actions().getFirst();
    }

    private void assertStaysUntil(RetentionRules rules, long nanos) {
        assertThat(only(rules))
                .isInstanceOfSatisfying(
                        Keep.class, keep -> assertThat(keep.untilNanos()).isEqualTo(nanos));
    }

    private Row row(Labels labels, long afterStartNanos) {
        return new Row(labels, startNanos + afterStartNanos);
    }

    /** Moves the clock to a time after the start of the day of the rows. */
    private void at(long afterStartNanos) {
        bucket.clock.advance(Duration.ofNanos(startNanos + afterStartNanos - bucket.nowNanos()));
    }

    @Test
    void aSegmentGoesWhenItsLatestLineIsOlderThanThePeriodAndNotWhenItIsAsOld() {
        CatalogEntry entry = bucket.commit(TENANT, "", row(PROD, 0), row(PROD, HOUR_NANOS));

        at(HOUR_NANOS + 7 * DAY_NANOS);
        assertThat(only(rules(7))).isInstanceOf(Keep.class);
        at(HOUR_NANOS + 7 * DAY_NANOS + 1);

        assertThat(only(rules(7))).isInstanceOfSatisfying(Drop.class, drop -> {
            assertThat(drop.entry().key()).isEqualTo(entry.key());
            assertThat(drop.reason())
                    .isEqualTo(new RetentionReason(
                            RetentionReason.Kind.PERIOD, "older than 1w (limits_config.retention_period)"));
        });
        assertThat(bucket.opened).isEmpty();
    }

    @Test
    void theLastNanosecondOfADayKeepsItsSegment() {
        bucket.commit(TENANT, "", row(PROD, 0), row(PROD, DAY_NANOS - 1));

        at(8 * DAY_NANOS - 1);
        assertThat(only(rules(7))).isInstanceOf(Keep.class);
        at(8 * DAY_NANOS);

        assertThat(only(rules(7))).isInstanceOf(Drop.class);
    }

    @Test
    void withoutAPeriodEverythingStays() {
        bucket.commit(TENANT, "", row(PROD, 0), row(DEV, 0));
        at(10_000 * DAY_NANOS);

        assertStaysUntil(rules(0), Long.MAX_VALUE);
        assertThat(bucket.opened).isEmpty();
    }

    @Test
    void whatWasCommittedJustNowStaysHoweverOldItIs() {
        at(100 * DAY_NANOS);
        bucket.commit(TENANT, "", row(PROD, 0));

        bucket.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(only(rules(7))).isInstanceOf(Keep.class);
        bucket.clock.advance(Duration.ofMillis(1));

        assertThat(only(rules(7))).isInstanceOf(Drop.class);
    }

    @Test
    void aSegmentIsRewrittenWhenAllOfAPeriodInItIsExpiredAndNotBefore() {
        bucket.commit(TENANT, "", row(PROD, 5), row(DEV, 0), row(DEV, HOUR_NANOS), row(DEV, 2 * HOUR_NANOS));
        RetentionRules rules = rules(7, DEV_A_DAY);

        at(DAY_NANOS + HOUR_NANOS + 1);
        assertStaysUntil(rules, startNanos + DAY_NANOS + 2 * HOUR_NANOS + 1);
        at(DAY_NANOS + 2 * HOUR_NANOS + 1);

        assertThat(only(rules)).isInstanceOfSatisfying(Rewrite.class, rewrite -> {
            assertThat(rewrite.rows()).isEqualTo(3);
            assertThat(rewrite.lineBytes()).isEqualTo(3);
            assertThat(rewrite.filter()).isEqualTo(new ExpiredRows(rules, bucket.nowNanos()));
            assertThat(rewrite.reason().kind()).isEqualTo(RetentionReason.Kind.STREAM);
            assertThat(rewrite.reason().text())
                    .isEqualTo("older than 1d (limits_config.retention_stream {namespace=\"dev\"})");
        });
    }

    @Test
    void aSegmentOfOnePeriodAloneIsNotRewrittenLineByLineAndGoesAsAWhole() {
        bucket.commit(TENANT, "", row(DEV, 0), row(DEV, HOUR_NANOS));
        RetentionRules rules = rules(7, DEV_A_DAY);

        at(DAY_NANOS + HOUR_NANOS);
        assertThat(only(rules)).isInstanceOf(Keep.class);
        at(DAY_NANOS + HOUR_NANOS + 1);

        assertThat(only(rules)).isInstanceOf(Drop.class);
    }

    @Test
    void theClassOfASegmentSavesItsIndex() {
        RetentionRules rules = rules(7, DEV_A_DAY);
        bucket.commit(TENANT, rules.classOf(DEV), row(DEV, 0), row(DEV, HOUR_NANOS));

        at(DAY_NANOS + HOUR_NANOS);
        assertThat(only(rules)).isInstanceOf(Keep.class);
        at(DAY_NANOS + HOUR_NANOS + 1);
        assertThat(only(rules)).isInstanceOf(Drop.class);

        assertThat(bucket.opened).isEmpty();
    }

    @Test
    void aClassOfOtherRulesIsNotTrusted() {
        String before = rules(7, new StreamPeriod("{app=\"web\"}", 1, Duration.ofDays(1)))
                .classOf(PROD);
        bucket.commit(TENANT, before, row(PROD, 0));
        at(3 * DAY_NANOS);

        assertThat(before).startsWith("1d-");
        assertThat(only(rules(7, DEV_A_DAY))).isInstanceOf(Keep.class);
    }

    @Test
    void labelsThatNoSelectorMayMatchSaveTheIndex() {
        bucket.commit(TENANT, "", row(PROD, 0));

        at(3 * DAY_NANOS);

        assertThat(only(rules(7, DEV_A_DAY))).isInstanceOf(Keep.class);
        assertThat(bucket.opened).isEmpty();
    }

    @Test
    void aLongerPeriodOfAStreamKeepsItWhenTheRestGoes() {
        RetentionRules rules = rules(7, new StreamPeriod("{namespace=\"prod\"}", 1, Duration.ofDays(365)));
        bucket.commit(TENANT, "", row(DEV, 0), row(PROD, 0));

        at(8 * DAY_NANOS);
        assertThat(only(rules)).isInstanceOfSatisfying(Rewrite.class, rewrite -> {
            assertThat(rewrite.rows()).isEqualTo(1);
            assertThat(rewrite.reason().kind()).isEqualTo(RetentionReason.Kind.PERIOD);
        });
        at(366 * DAY_NANOS);

        assertThat(only(rules)).isInstanceOf(Drop.class);
    }
}
