package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.compaction.repair.CatalogCopies;
import dev.lodur.compaction.repair.CatalogCopyReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.FaultyObjectStore;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.store.MemoryCatalogPointer;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.PointedCatalogObjects;
import dev.lodur.store.PutCondition;
import dev.lodur.store.SegmentKey;
import dev.lodur.store.Slices;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrphanSweepTest {
    private static final ObjectNames NAMES = Slices.NAMES;
    private static final Duration A_DAY = Duration.ofHours(24).plusSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final FaultyObjectStore store = new FaultyObjectStore(new MemoryObjectStore(clock));
    private final MemoryCatalogPointer pointer = new MemoryCatalogPointer();
    private final FakeLock lock = new FakeLock();
    private CatalogObjects objects = new ConditionalCatalogObjects(store, NAMES);
    private OrphanSweep sweep = sweep();

    private OrphanSweep sweep() {
        return new OrphanSweep(
                store, NAMES, new NamedObjects(catalogs(), objects, NAMES, new CatalogCopyReader(store, NAMES)), lock);
    }

    private CatalogStore catalogs() {
        return new CatalogStore(objects, clock, clock::advanceMillis, new Random(1));
    }

    private SweepResult run() {
        return sweep.run(new BucketInventory());
    }

    private void put(String key) {
        store.put(key, new ObjectBody.OfBytes(new byte[] {1}), PutCondition.ALWAYS);
    }

    /** Puts a segment and names it in its day's catalog. */
    private String committed(int number) {
        CatalogEntry entry = Slices.entry(number);
        put(entry.key());
        catalogs().commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(entry));
        return entry.key();
    }

    private String uploaded(String name) {
        return uploaded(Slices.TENANT, Slices.DAY, name);
    }

    private String uploaded(Tenant tenant, LocalDate day, String name) {
        String key = NAMES.segment(new SegmentKey(tenant, day, 0, name));
        put(key);
        return key;
    }

    private List<String> keys() {
        return store.list("", "").objects().stream().map(ListedObject::key).toList();
    }

    private void sweepTwice() {
        run();
        clock.advance(Duration.ofHours(1));
        run();
    }

    @Test
    void whatIsLeftOfACatalogThatWasLostIsNoOrphanOfTheNextOne() {
        // given a catalog that was copied, was lost, and is begun anew by a flush
        String lost = committed(1);
        clock.advanceMillis(1);
        committed(2);
        var _ = new CatalogCopies(store, NAMES, objects, clock).run(Slices.TENANT);
        store.delete(NAMES.catalog(Slices.TENANT, Slices.DAY));
        committed(3);
        committed(4);
        committed(5);
        clock.advance(A_DAY);

        // when
        run();
        clock.advance(Duration.ofHours(2));
        SweepResult second = run();

        // then
        assertThat(second.removed()).isZero();
        assertThat(second.unreadable()).isEqualTo(1);
        assertThat(store.head(lost)).isNotNull();
    }

    @Test
    void whatNoCatalogNamesGoesWithTheSecondSweepThatFindsIt() {
        // given
        String live = committed(1);
        String orphan = uploaded("lost");
        clock.advance(A_DAY);

        // when
        SweepResult first = run();
        clock.advance(Duration.ofHours(1));
        SweepResult second = run();

        // then
        assertThat(first).isEqualTo(new SweepResult(3, 1, 0, 0));
        assertThat(second).isEqualTo(new SweepResult(3, 1, 1, 0));
        assertThat(keys()).contains(live).doesNotContain(orphan);
    }

    @Test
    void aSweepThatFollowsTooSoonRemovesNothing() {
        committed(1);
        String orphan = uploaded("lost");
        clock.advance(A_DAY);

        run();
        clock.advance(Duration.ofHours(1).minusMillis(1));
        run();

        assertThat(keys()).contains(orphan);
    }

    @Test
    void whatIsADayOldIsStillTooYoung() {
        committed(1);
        String young = uploaded("young");
        clock.advance(Duration.ofHours(23));

        sweepTwice();

        assertThat(keys()).as("24 h old at the second sweep").contains(young);
    }

    @Test
    void whatIsCommittedBetweenTwoSweepsStays() {
        committed(1);
        CatalogEntry late = Slices.entry(2);
        put(late.key());
        clock.advance(A_DAY);

        run();
        catalogs().commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(late));
        clock.advance(Duration.ofHours(2));
        run();

        assertThat(keys()).contains(late.key());
    }

    @Test
    void whoReadTheCatalogBeforeSomethingWentCannotCommitWithoutAnotherLook() {
        committed(1);
        uploaded("orphan");
        clock.advance(A_DAY);
        run();
        clock.advance(Duration.ofHours(1));
        DayCatalog read = catalogs().read(Slices.TENANT, Slices.DAY);
        String tag = tag();

        assertThat(run().removed()).isEqualTo(1);

        assertThatThrownBy(() -> objects.replace(read, tag))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    private String tag() {
        return objects.getIfChanged(Slices.TENANT, Slices.DAY, CatalogObjects.NO_CATALOG)
                        instanceof ConditionalGet.Changed(byte[] bytes, String tag)
                ? tag
                : CatalogObjects.NO_CATALOG;
    }

    @Test
    void aSweepThatRemovesNothingCommitsNothing() {
        committed(1);
        clock.advance(A_DAY);
        String tag = tag();

        sweepTwice();

        assertThat(tag()).isEqualTo(tag);
    }

    @Test
    void aSegmentThatACommitHasReplacedGoesLikeOneThatNobodyNamed() {
        String input = committed(1);
        CatalogEntry output = Slices.entry(2);
        put(output.key());
        clock.advance(A_DAY);
        catalogs()
                .commit(
                        Slices.TENANT,
                        Slices.DAY,
                        new CatalogChange.Replace(List.of(input), List.of(output), Long.MAX_VALUE, 0));

        run();
        assertThat(keys()).as("readers may still use the catalog of before").contains(input);
        clock.advance(Duration.ofHours(1));
        run();

        assertThat(keys()).contains(output.key()).doesNotContain(input);
    }

    @Test
    void ofADayWithoutACatalogNothingGoes() {
        String key = uploaded("lost");
        clock.advance(A_DAY);

        sweepTwice();

        assertThat(keys()).contains(key);
        assertThat(run().unreadable()).isOne();
    }

    @Test
    void ofADayWhoseCatalogIsDamagedNothingGoesAndOtherDaysAreSwept() {
        String kept = committed(1);
        store.put(
                NAMES.catalog(Slices.TENANT, Slices.DAY),
                new ObjectBody.OfBytes(new byte[] {9, 9, 9}),
                PutCondition.ALWAYS);
        Tenant other = new Tenant("other");
        catalogs().commit(other, Slices.DAY, CatalogChange.Add.of(Slices.entry(5)));
        String orphan = uploaded(other, Slices.DAY, "lost");
        clock.advance(A_DAY);

        sweepTwice();

        assertThat(keys()).contains(kept).doesNotContain(orphan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lodur/cluster.json",
                "lodur/fake/deletes.pb",
                "lodur/fake/segments/2026-01-01/0-name.parquet.tmp",
                "lodur/fake/segments/2026-01-01/backup/0-a.parquet",
                "lodur/fake/segments/today/0-a.parquet",
                "lodur/fake/something/2026-01-01/0-a.parquet",
                "lodur/probe-of-somebody",
                "elsewhere/fake/segments/2026-01-01/0-a.parquet"
            })
    void whatIsNotOneOfTheNamesIsNeverTouched(String key) {
        committed(1);
        put(key);
        clock.advance(A_DAY);

        sweepTwice();

        assertThat(keys()).contains(key);
    }

    @Test
    void probesThatWereLeftGo() {
        put("lodur/probe-1f");
        clock.advance(A_DAY);

        sweepTwice();

        assertThat(keys()).isEmpty();
    }

    @Test
    void theStoresClockCountsAndNotThatOfTheProcess() {
        // given a process whose clock is days ahead: only the store's times are compared
        committed(1);
        String young = uploaded("young");
        clock.advance(Duration.ofHours(2));

        sweepTwice();

        assertThat(keys()).contains(young);
    }

    @Test
    void aLockThatIsLostEndsTheSweepBeforeAnythingGoes() {
        committed(1);
        String orphan = uploaded("lost");
        clock.advance(A_DAY);
        run();
        clock.advance(Duration.ofHours(1));
        lock.confirmationsLeft = 1;

        assertThatThrownBy(this::run).hasMessageContaining("another compactor leads");

        assertThat(keys()).contains(orphan);
    }

    @Test
    void aSweepThatWasCutOffGoesOnWithTheNext() {
        committed(1);
        String first = uploaded("a");
        String second = uploaded("b");
        clock.advance(A_DAY);
        run();
        clock.advance(Duration.ofHours(1));
        store.script(Operation.DELETE, new Fault.None(), new Fault.Fail(ErrorCode.UNAVAILABLE));

        assertThatThrownBy(this::run).isInstanceOf(LodurException.class);
        assertThat(keys()).contains(second).doesNotContain(first);
        run();

        assertThat(keys()).doesNotContain(second);
    }

    @Test
    void ofAPointersVersionsTheCurrentOneStays() {
        // given
        objects = new PointedCatalogObjects(store, pointer, NAMES, new Random(3));
        sweep = sweep();
        committed(1);
        committed(2);
        clock.advance(A_DAY);
        assertThat(versions()).hasSize(2);

        // when
        sweepTwice();

        // then
        assertThat(versions()).hasSize(1);
        assertThat(catalogs().read(Slices.TENANT, Slices.DAY).entries()).hasSize(2);
    }

    private Stream<String> versions() {
        return keys().stream().filter(key -> key.startsWith(NAMES.catalogVersionsOf(Slices.TENANT)));
    }
}
