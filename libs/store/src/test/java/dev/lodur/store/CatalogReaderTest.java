package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.TimeRange;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
    private static final Freshness MINUTE = new Freshness.MaxAge(Duration.ofSeconds(60));
    private static final Freshness NOW = new Freshness.Revalidate();

    private final ManualClock clock = new ManualClock();
    private final ObjectStore memory = new MemoryObjectStore(clock);
    private final CountingObjectStore bucket = new CountingObjectStore(memory);
    private final CatalogStore catalogs =
            new CatalogStore(new ConditionalCatalogObjects(memory, Slices.NAMES), clock, millis -> {}, new Random(1));
    private final CatalogReader reader =
            new CatalogReader(new ConditionalCatalogObjects(bucket, Slices.NAMES), clock, 2);

    @Test
    void aCatalogIsAskedForOnceAndKeptForItsAge() {
        commit(1, Slices.DAY);

        assertThat(read(MINUTE).entries()).hasSize(1);
        clock.advanceSeconds(60);
        commit(2, Slices.DAY);
        assertThat(read(MINUTE).entries()).hasSize(1);
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(1);

        clock.advanceSeconds(1);

        assertThat(read(MINUTE).entries()).hasSize(2);
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(2);
    }

    @Test
    void revalidatingSeesACommitAtOnce() {
        commit(1, Slices.DAY);
        read(MINUTE);
        commit(2, Slices.DAY);
        clock.advanceMillis(1);

        assertThat(read(NOW).version()).isEqualTo(2);
    }

    @Test
    void anUnchangedCatalogIsYoungAgain() {
        commit(1, Slices.DAY);
        read(MINUTE);
        clock.advanceSeconds(61);
        read(MINUTE);
        clock.advanceSeconds(59);

        assertThat(read(MINUTE).entries()).hasSize(1);
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(2);
    }

    @Test
    void aMissingDayIsEmptyAndKeptToo() {
        assertThat(read(MINUTE).version()).isZero();
        assertThat(read(MINUTE).entries()).isEmpty();
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(1);

        commit(1, Slices.DAY);
        clock.advanceSeconds(61);

        assertThat(read(MINUTE).entries()).hasSize(1);
    }

    @Test
    void onlyTheDaysUsedLastAreKept() {
        for (int day = 0; day < 3; day++) {
            reader.read(Slices.TENANT, Slices.DAY.plusDays(day), MINUTE);
        }
        reader.read(Slices.TENANT, Slices.DAY.plusDays(2), MINUTE);
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(3);

        reader.read(Slices.TENANT, Slices.DAY, MINUTE);

        assertThat(bucket.requests(RequestClass.B)).isEqualTo(4);
    }

    @Test
    void daysOfAnOrdinaryRangeAreNotListed() {
        long startNanos = Slices.DAY.toEpochDay() * 86_400_000_000_000L;

        assertThat(reader.days(Slices.TENANT, new TimeRange(startNanos, startNanos + 86_400_000_000_001L)))
                .containsExactly(Slices.DAY, Slices.DAY.plusDays(1));
        assertThat(bucket.requests(RequestClass.A)).isZero();
    }

    @Test
    void daysOfAllTimeAreThoseThatHaveACatalog() {
        commit(1, Slices.DAY.plusDays(5));
        commit(2, Slices.DAY);

        assertThat(reader.days(Slices.TENANT, TimeRange.ALL)).containsExactly(Slices.DAY, Slices.DAY.plusDays(5));
        assertThat(bucket.requests(RequestClass.A)).isEqualTo(1);
    }

    private DayCatalog read(Freshness freshness) {
        return reader.read(Slices.TENANT, Slices.DAY, freshness);
    }

    private void commit(int number, LocalDate day) {
        catalogs.commit(Slices.TENANT, day, CatalogChange.Add.of(Slices.entry(number)));
    }
}
