package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.repair.CatalogCopies;
import dev.lodur.store.BucketOperation;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.CountingObjectStore;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.FaultyObjectStore;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.Slices;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyingTest {
    private final ManualClock clock = new ManualClock();
    private final FaultyObjectStore faulty = new FaultyObjectStore(new MemoryObjectStore(clock));
    private final CountingObjectStore store = new CountingObjectStore(faulty);
    private final CatalogObjects objects = new ConditionalCatalogObjects(store, Slices.NAMES);
    private final CatalogStore catalogs = new CatalogStore(objects, clock, clock::advanceMillis, new Random(1));
    private final Copying copying = new Copying(new CatalogCopies(store, Slices.NAMES, objects, clock), clock);

    @BeforeEach
    void commit() {
        catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(Slices.entry(1)));
    }

    @Test
    void copiesAreMadeOnceAndLookedForOnceADay() {
        // when
        run();
        long copies = copies();
        long lists = store.requests(BucketOperation.LIST);
        run();

        // then
        assertThat(copies).isPositive();
        assertThat(store.requests(BucketOperation.LIST)).isEqualTo(lists);
        clock.advance(Duration.ofDays(1));
        run();
        assertThat(store.requests(BucketOperation.LIST)).isGreaterThan(lists);
        assertThat(copies()).isEqualTo(copies);
    }

    @Test
    void aBucketThatIsAwayIsAskedAgainInTheNextRound() {
        // given
        faulty.setAway(true);
        run();
        faulty.setAway(false);

        // when
        run();

        // then
        assertThat(copies()).isPositive();
    }

    private long copies() {
        return faulty.list("", "").objects().stream()
                .filter(object -> object.key().contains("copies"))
                .count();
    }

    private void run() {
        var _ = copying.run(new Round(List.of(catalogsAsKnown()), CompactionPolicy.DEFAULT, 0, () -> true));
    }

    private static DayCatalog catalogsAsKnown() {
        return DayCatalog.empty(Slices.TENANT, Slices.DAY);
    }
}
