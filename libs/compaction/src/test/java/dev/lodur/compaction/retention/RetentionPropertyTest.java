package dev.lodur.compaction.retention;

import static dev.lodur.compaction.retention.Bucket.DAY_NANOS;
import static dev.lodur.compaction.retention.Bucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.retention.Bucket.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the rules, segments and times are: no line goes before its time, and no segment stays that is all expired. */
class RetentionPropertyTest {
    private static final int SEEDS = 60;
    private static final int DAYS = 6;
    private static final List<String> SELECTORS =
            List.of("{app=\"a\"}", "{app=~\"a|b\"}", "{env=\"dev\"}", "{app=\"c\", env!=\"dev\"}", "{env=~\".+\"}");

    @Test
    void noLineGoesBeforeItsTimeAndNoSegmentStaysThatIsAllExpired() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Bucket bucket = new Bucket();
            RetentionLimits limits = randomLimits(random);
            RetentionRules rules = RetentionRules.of(limits);
            List<Row> rows = fill(bucket, rules, random);
            FakeRewriter rewriter = new FakeRewriter(bucket);
            RetentionRound round = round(bucket, limits, rewriter);
            bucket.clock.advance(Duration.ofMinutes(15));

            for (int step = 0; step < 12; step++) {
                bucket.clock.advance(Duration.ofSeconds(random.nextInt(2 * 86_400)));
                round.run(bucket.days, 0);
                check("seed " + seed + " step " + step, bucket, rules, rows);
            }
            assertThat(rewriter.rewritten)
                    .as("seed " + seed + ": a segment is written once for each period but the last")
                    .hasSizeLessThanOrEqualTo(DAYS * 2 * SELECTORS.size());
        }
    }

    private static RetentionLimits randomLimits(Random random) {
        List<StreamPeriod> streams = new ArrayList<>();
        for (String selector : SELECTORS) {
            if (random.nextBoolean()) {
                streams.add(new StreamPeriod(selector, random.nextInt(3), Duration.ofDays(1 + random.nextInt(6))));
            }
        }
        return new RetentionLimits(true, Duration.ofDays(random.nextInt(8)), streams, 0);
    }

    private static List<Row> fill(Bucket bucket, RetentionRules rules, Random random) {
        List<Row> all = new ArrayList<>();
        long startNanos = bucket.nowNanos();
        for (int day = 0; day < DAYS; day++) {
            for (int segment = 0; segment < 2; segment++) {
                List<Row> rows = randomRows(random, startNanos + day * DAY_NANOS);
                Set<String> classes = new HashSet<>();
                rows.forEach(row -> classes.add(rules.classOf(row.labels())));
                bucket.commit(TENANT, classes.size() == 1 ? classes.iterator().next() : "", rows);
                all.addAll(rows);
            }
        }
        return all;
    }

    private static List<Row> randomRows(Random random, long dayNanos) {
        List<Row> rows = new ArrayList<>();
        int streams = 1 + random.nextInt(4);
        for (int stream = 0; stream < streams; stream++) {
            String app = List.of("a", "b", "c").get(random.nextInt(3));
            Labels labels = random.nextBoolean() ? Labels.of("app", app, "env", "dev") : Labels.of("app", app);
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                rows.add(new Row(labels, dayNanos + random.nextLong(DAY_NANOS)));
            }
        }
        return rows;
    }

    private static RetentionRound round(Bucket bucket, RetentionLimits limits, FakeRewriter rewriter) {
        TenantLimits tenantLimits =
                new TenantLimits(TenantLimits.DEFAULTS.ingest(), TenantLimits.DEFAULTS.query(), limits);
        RetentionPlanner planner = new RetentionPlanner(
                bucket.reader, tenant -> tenantLimits, bucket.indexes(), SizeBounds.NONE, Bucket.AGE_MIN, bucket.clock);
        return new RetentionRound(planner, rewriter, () -> true, bucket.clock, RetentionMetrics.NONE);
    }

    private static void check(String when, Bucket bucket, RetentionRules rules, List<Row> all) {
        List<Row> live = new ArrayList<>();
        for (CatalogEntry entry : bucket.live()) {
            List<Row> rows = bucket.rows(entry);
            assertThat(EntryJudge.isSettled(entry, Bucket.AGE_MIN, bucket.clock.millis())
                            && rows.stream().allMatch(row -> isExpired(row, rules, bucket)))
                    .as(when + ": all of " + entry.key() + " is expired")
                    .isFalse();
            live.addAll(rows);
        }
        List<Row> young = new ArrayList<>(
                all.stream().filter(row -> !isExpired(row, rules, bucket)).toList());
        live.forEach(young::remove);
        assertThat(young).as(when + ": lines that went too early").isEmpty();
    }

    private static boolean isExpired(Row row, RetentionRules rules, Bucket bucket) {
        long periodNanos = rules.ruleOf(row.labels()).periodNanos();
        return periodNanos != RetentionRule.FOR_EVER && bucket.nowNanos() - row.timestampNanos() > periodNanos;
    }
}
