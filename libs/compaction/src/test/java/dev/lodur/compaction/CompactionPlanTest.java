package dev.lodur.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.GenerationId;
import dev.lodur.store.Origin;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompactionPlanTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final long DAY_MILLIS =
            DAY.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final List<CatalogEntry> entries = new ArrayList<>();
    private Set<String> damaged = Set.of();

    @Test
    void flushedSegmentsAreMergedOnceTheFirstIsAnHourOldAndTheYoungestAreLeftAlone() {
        // given a segment every five minutes from noon on
        for (int i = 0; i < 20; i++) {
            add(0, hours(12) + i * 5 * 60_000L, 1000);
        }

        // when, then
        assertThat(next(hours(12.9))).isEmpty();
        Optional<CompactionPlan> plan = next(hours(13));
        assertThat(plan).isPresent();
        assertThat(plan.get().level()).isEqualTo(CompactionPlan.HOURLY);
        assertThat(plan.get().inputs()).isEqualTo(entries.subList(0, 10));
    }

    @Test
    void fewSegmentsWaitLongerAndLargeOnesNotAtAll() {
        add(0, hours(12), 1000);
        add(0, hours(12.1), 1000);

        assertThat(next(hours(17))).isEmpty();
        assertThat(next(hours(18))).isPresent();
        add(0, hours(12.1), 70 << 20);
        assertThat(next(hours(12.5))).map(CompactionPlan::inputs).contains(entries);
    }

    @Test
    void aDayThatIsOverIsMergedAsAWhole() {
        // given
        add(1, hours(13), 1000);
        add(1, hours(14), 1000);

        // when, then
        assertThat(next(hours(25))).isEmpty();
        assertThat(next(hours(26))).contains(new CompactionPlan(entries, CompactionPlan.DAILY));
    }

    @Test
    void theDayWaitsForWhatIsNotMergedIntoHours() {
        // given
        add(1, hours(13), 1000);
        add(0, hours(25.5), 1000);

        // when, then the flushed one goes first
        assertThat(next(hours(26))).isEmpty();
        assertThat(next(hours(26.5))).map(CompactionPlan::level).contains(CompactionPlan.HOURLY);
    }

    @Test
    void lateDataGoesIntoTheSmallSegmentsOfItsDay() {
        // given
        add(2, hours(26), 200 << 20);
        add(2, hours(26), 10 << 20);
        add(1, hours(40), 1000);

        // when, then
        assertThat(next(hours(45))).isEmpty();
        assertThat(next(hours(46))).contains(new CompactionPlan(entries.subList(1, 3), CompactionPlan.DAILY));
    }

    @Test
    void nothingIsLeftToDoWithDailySegmentsAlone() {
        add(2, hours(26), 1000);
        add(2, hours(26), 1000);

        assertThat(next(hours(1000))).isEmpty();
    }

    @Test
    void oneMergeTakesNoMoreThanItMay() {
        for (int i = 0; i < 300; i++) {
            add(0, hours(12), 1000);
        }

        assertThat(next(hours(13)).orElseThrow().inputs()).hasSize(256);
        entries.clear();
        add(0, hours(12), 600 << 20);
        add(0, hours(12), 600 << 20);
        assertThat(next(hours(13)).orElseThrow().inputs()).hasSize(1);
    }

    @Test
    void damagedSegmentsAreLeftOut() {
        for (int i = 0; i < 5; i++) {
            add(0, hours(12), 1000);
        }
        damaged = Set.of("key-2");

        assertThat(next(hours(13)).orElseThrow().inputs())
                .extracting(CatalogEntry::key)
                .containsExactly("key-0", "key-1", "key-3", "key-4");
    }

    @Test
    void withoutWaitingEverythingOldEnoughIsMerged() {
        // given
        add(0, hours(12), 1000);
        CompactionPolicy eager = CompactionPolicy.DEFAULT.eager();

        // when, then
        assertThat(CompactionPlan.next(catalog(), eager, damaged, hours(12.2))).isEmpty();
        assertThat(CompactionPlan.next(catalog(), eager, damaged, hours(12.3)))
                .map(CompactionPlan::level)
                .contains(CompactionPlan.HOURLY);
        entries.clear();
        add(1, hours(12), 1000);
        assertThat(CompactionPlan.next(catalog(), eager, damaged, hours(12.3)))
                .map(CompactionPlan::level)
                .contains(CompactionPlan.DAILY);
    }

    private Optional<CompactionPlan> next(long nowMillis) {
        return CompactionPlan.next(catalog(), CompactionPolicy.DEFAULT, damaged, nowMillis);
    }

    private DayCatalog catalog() {
        return new DayCatalog(new Tenant("fake"), DAY, 1, entries, List.of(), List.of(), new byte[0]);
    }

    private static long hours(double hours) {
        return DAY_MILLIS + Math.round(hours * HOUR_MILLIS);
    }

    private void add(int level, long commitMillis, long sizeBytes) {
        int number = entries.size();
        Origin origin = level == 0
                ? new Origin.Flushed(new GenerationId("i", 1, number), number, number)
                : new Origin.Compacted(List.of());
        entries.add(new CatalogEntry(
                "key-" + number,
                sizeBytes,
                0,
                0,
                number,
                number,
                1,
                1,
                level,
                origin,
                new byte[0],
                "",
                true,
                commitMillis,
                0,
                new byte[0],
                new byte[0]));
    }
}
