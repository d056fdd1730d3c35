package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.RemovedObjects;
import dev.lodur.compaction.RewriteResult;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.Workspace;
import dev.lodur.compaction.repair.CatalogCopyReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.store.BucketOperation;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.CountingObjectStore;
import dev.lodur.store.FaultyObjectStore;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.PutCondition;
import dev.lodur.store.Slices;
import dev.lodur.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactorTest {
    @TempDir
    static Path folder;

    private final ManualClock clock = new ManualClock();
    private final FaultyObjectStore faulty = new FaultyObjectStore(new MemoryObjectStore(clock));
    private final CountingObjectStore store = new CountingObjectStore(faulty);
    private final CatalogObjects objects = new ConditionalCatalogObjects(store, Slices.NAMES);
    private final CatalogStore catalogs = new CatalogStore(objects, clock, clock::advanceMillis, new Random(1));
    private final FakeLock lock = new FakeLock();
    private final Compactor compactor = new Compactor(
            lock,
            new OrphanSweep(
                    store,
                    Slices.NAMES,
                    new NamedObjects(catalogs, objects, Slices.NAMES, new CatalogCopyReader(store, Slices.NAMES)),
                    lock),
            () -> BucketInventory.of(store, Slices.NAMES),
            new CatalogSurvey(new CatalogReader(objects, clock, 10), clock),
            new Compaction(
                    lock,
                    store,
                    catalogs,
                    new SegmentRewriter(
                            store,
                            Slices.NAMES,
                            catalogs,
                            () -> Workspace.open(new DiskFileLayer(), folder),
                            clock,
                            new Random(),
                            1 << 20),
                    new RemovedObjects(store, catalogs, Duration.ofHours(2)),
                    tenant -> TenantLimits.DEFAULTS,
                    clock,
                    new CountedFailures()),
            List.of(this::lastChore),
            CompactionPolicy.DEFAULT,
            clock,
            CompactorMetrics.NONE);

    private int failedMerges;
    private boolean choreFails;

    private boolean lastChore(Round round) {
        if (choreFails) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the chore failed");
        }
        return false;
    }

    private final class CountedFailures implements CompactorMetrics {
        @Override
        public void ran(boolean successful) {}

        @Override
        public void swept(SweepResult result) {}

        @Override
        public void merged(int level, RewriteResult result) {}

        @Override
        public void mergeFailed(int level) {
            failedMerges++;
        }

        @Override
        public void deletedReplaced(int objects) {}
    }

    private void commit(int number) {
        catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(Slices.entry(number)));
    }

    @Test
    void oneThatDoesNotLeadAsksForNothing() {
        commit(1);
        long before = store.requests(BucketOperation.LIST);
        lock.leading = false;

        compactor.run();

        assertThat(compactor.report()).isEqualTo(CompactorReport.NONE);
        assertThat(store.requests(BucketOperation.LIST)).isEqualTo(before);
    }

    @Test
    void oneThatLeadsTellsWhatTheCatalogsSay() {
        commit(1);
        commit(2);

        compactor.run();

        assertThat(compactor.report().days()).singleElement().satisfies(day -> {
            assertThat(day.tenant()).isEqualTo(Slices.TENANT);
            assertThat(day.day()).isEqualTo(Slices.DAY);
            assertThat(day.segments()).isEqualTo(2);
            assertThat(day.flushed()).isEqualTo(2);
            assertThat(day.rows()).isEqualTo(20);
            assertThat(day.sizeBytes()).isEqualTo(2_000);
        });
        assertThat(compactor.report().lastSuccessMillis()).isEqualTo(clock.millis());
    }

    @Test
    void roundsBetweenTwoListingsListNothingAndSeeWhatIsNewToday() {
        commit(1);
        compactor.run();
        long lists = store.requests(BucketOperation.LIST);
        commit(2);

        for (int round = 0; round < 5; round++) {
            clock.advance(Duration.ofMinutes(10));
            compactor.run();
        }

        assertThat(store.requests(BucketOperation.LIST)).isEqualTo(lists);
        assertThat(compactor.report().days().getFirst().segments()).isEqualTo(2);
        clock.advance(Duration.ofMinutes(10));
        compactor.run();
        assertThat(store.requests(BucketOperation.LIST)).isGreaterThan(lists);
    }

    @Test
    void aNewTenantIsSeenWithinAnHourUnlessTheBucketIsLarge() {
        // given
        commit(1);
        compactor.run();
        Tenant other = new Tenant("other");
        catalogs.commit(other, Slices.DAY, CatalogChange.Add.of(Slices.entry(2)));

        // when, then
        clock.advance(Duration.ofHours(1));
        compactor.run();
        assertThat(compactor.report().days()).extracting(DaySummary::tenant).contains(other);
        for (int i = 0; i < 20_001; i++) {
            store.put(Slices.NAMES.all() + "other-" + i, new ObjectBody.OfBytes(new byte[0]), PutCondition.ALWAYS);
        }
        clock.advance(Duration.ofHours(1));
        compactor.run();
        long lists = store.requests(BucketOperation.LIST);
        clock.advance(Duration.ofHours(1));
        compactor.run();
        assertThat(store.requests(BucketOperation.LIST)).isEqualTo(lists);
    }

    @Test
    void aBucketThatIsAwayCostsARoundAndNothingElse() {
        commit(1);
        compactor.run();
        faulty.setAway(true);

        clock.advance(Duration.ofMinutes(10));
        compactor.run();
        assertThat(compactor.report().lastFailure()).contains("away");
        assertThat(compactor.report().days()).as("what was known stays").hasSize(1);
        faulty.setAway(false);
        compactor.run();

        assertThat(compactor.report().lastFailure()).isEmpty();
    }

    @Test
    void aRoundIsGoodOnceItsLastChoreIsDone() {
        // given
        commit(1);
        compactor.run();
        long goodMillis = compactor.report().lastSuccessMillis();
        clock.advance(Duration.ofMinutes(10));
        commit(2);
        choreFails = true;

        // when
        compactor.run();

        // then
        assertThat(compactor.report().lastSuccessMillis()).isEqualTo(goodMillis);
        assertThat(compactor.report().lastFailure()).isEqualTo("the chore failed");
        assertThat(compactor.report().days().getFirst().segments()).isEqualTo(2);
    }

    @Test
    void aCatalogThatCannotBeReadHidesNoOther() {
        commit(1);
        Tenant damaged = new Tenant("damaged");
        store.put(
                Slices.NAMES.catalog(damaged, Slices.DAY), new ObjectBody.OfBytes(new byte[] {7}), PutCondition.ALWAYS);

        compactor.run();

        assertThat(compactor.report().days())
                .singleElement()
                .extracting(DaySummary::tenant)
                .isEqualTo(Slices.TENANT);
        assertThat(compactor.report().lastFailure()).isEmpty();
    }

    @Test
    void onlyOneThatLeadsCanBeToldToMergeEverything() {
        // given
        lock.leading = false;

        // when, then
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(compactor::runEagerly)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        lock.leading = true;
        compactor.runEagerly();
        assertThat(compactor.report().sweptMillis()).isPositive();
    }

    @Test
    void segmentsThatCannotBeMergedStayAndAreTold() {
        // given segments whose objects are not there, old enough to be merged
        commit(1);
        commit(2);
        clock.advance(Duration.ofHours(7));

        // when
        compactor.runEagerly();

        // then
        assertThat(compactor.report().days().getFirst().segments()).isEqualTo(2);
        assertThat(failedMerges).isEqualTo(1);
        assertThat(compactor.merging()).isNull();
    }

    @Test
    void aBucketThatIsAwayFailsAnEagerRoundWithAText() {
        // given
        faulty.setAway(true);

        // when, then
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(compactor::runEagerly)
                .withMessageContaining("away")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void aRoundAfterTheEndDoesNothing() {
        commit(1);
        compactor.stop();

        compactor.run();

        assertThat(compactor.report()).isEqualTo(CompactorReport.NONE);
        assertThat(compactor.state()).isEqualTo("Stopping");
    }
}
