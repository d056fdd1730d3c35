package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every way to keep catalogs must do, by itself and under {@link CatalogStore} and {@link CatalogReader}. */
public abstract class CatalogObjectsContractTest {
    private static final String NONE = CatalogObjects.NO_CATALOG;

    protected final ManualClock clock = new ManualClock();
    protected FaultyObjectStore bucket;

    private CatalogObjects objects;

    /** The bucket's own store; without objects. */
    protected ObjectStore emptyStore() {
        return new MemoryObjectStore(clock);
    }

    /** The catalogs in {@link #bucket} as one process sees them, each call those of another process. */
    protected abstract CatalogObjects process();

    @BeforeEach
    void start() {
        bucket = new FaultyObjectStore(emptyStore());
        objects = process();
    }

    @Test
    void aDayWithoutACatalogIsMissing() {
        assertThat(get(NONE)).isEqualTo(new ConditionalGet.Missing());
        assertThat(get("some tag")).isEqualTo(new ConditionalGet.Missing());
        assertThat(objects.listDays(Slices.TENANT)).isEmpty();
    }

    @Test
    void whatWasReplacedIsSeenByAllUnderItsTag() {
        String tag = objects.replace(catalog(1), NONE);

        CatalogObjects other = process();
        assertThat(other.getIfChanged(Slices.TENANT, Slices.DAY, NONE))
                .isInstanceOfSatisfying(ConditionalGet.Changed.class, changed -> {
                    assertThat(changed.etag()).isEqualTo(tag);
                    assertThat(changed.bytes()).isEqualTo(DayCatalogFormat.encode(catalog(1)));
                });
        assertThat(other.getIfChanged(Slices.TENANT, Slices.DAY, tag)).isEqualTo(new ConditionalGet.Unchanged());
        assertThat(tag).isNotEqualTo(NONE);
    }

    @Test
    void eachStateHasATagOfItsOwn() {
        String first = objects.replace(catalog(1), NONE);

        String second = objects.replace(catalog(2), first);

        assertThat(second).isNotEqualTo(first);
        assertThat(get(first))
                .isInstanceOfSatisfying(
                        ConditionalGet.Changed.class,
                        changed -> assertThat(changed.bytes()).isEqualTo(DayCatalogFormat.encode(catalog(2))));
        assertThat(get(second)).isEqualTo(new ConditionalGet.Unchanged());
    }

    @Test
    void onlyTheStateThatWasReadIsReplaced() {
        String first = objects.replace(catalog(1), NONE);
        String second = objects.replace(catalog(2), first);

        assertConflict(first);
        assertConflict(NONE);
        assertConflict("never seen");

        assertThat(get(second)).isEqualTo(new ConditionalGet.Unchanged());
    }

    private void assertConflict(String tag) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> objects.replace(catalog(3), tag))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void ofManyReplacementsOfOneStateOneSucceeds() throws Exception {
        String first = objects.replace(catalog(1), NONE);
        List<CatalogObjects> processes =
                IntStream.range(0, 8).mapToObj(i -> process()).toList();

        List<Boolean> succeeded = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (CatalogObjects process : processes) {
                running.add(threads.submit(() -> succeeds(process, first)));
            }
            for (Future<Boolean> one : running) {
                succeeded.add(one.get());
            }
        }

        assertThat(succeeded).containsOnlyOnce(true);
    }

    private static boolean succeeds(CatalogObjects process, String tag) {
        try {
            process.replace(catalog(2), tag);
            return true;
        } catch (LodurException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            return false;
        }
    }

    @Test
    void theDaysWithACatalogAreListedInOrder() {
        for (int day : List.of(3, 0, 12)) {
            objects.replace(
                    new DayCatalog(
                            Slices.TENANT, Slices.DAY.plusDays(day), 1, List.of(), List.of(), List.of(), new byte[0]),
                    NONE);
        }

        assertThat(process().listDays(Slices.TENANT))
                .containsExactly(Slices.DAY, Slices.DAY.plusDays(3), Slices.DAY.plusDays(12));
    }

    @Test
    void aFailureOfAnyRequestOfACommitNeitherLosesNorDoublesIt() {
        int number = 0;
        for (Operation operation : List.of(Operation.PUT, Operation.GET, Operation.HEAD)) {
            for (Fault fault : List.of(
                    new Fault.LoseAnswer(),
                    new Fault.Fail(ErrorCode.UNAVAILABLE),
                    new Fault.Fail(ErrorCode.RATE_LIMITED),
                    new Fault.Fail(ErrorCode.INTERNAL))) {
                bucket.script(operation, fault, new Fault.None(), fault);

                commit(catalogs(process()), number);

                bucket.endScripts();
                number++;
                assertThat(numbers(catalogs(process()))).hasSize(number).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aRaceWithAnotherProcessLosesNeitherCommit() {
        bucket.script(Operation.PUT, new Fault.Before(() -> commit(catalogs(process()), 1)));

        commit(catalogs(objects), 2);
        commit(catalogs(process()), 3);

        assertThat(numbers(catalogs(process()))).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void manyProcessesThatCommitAtOnceLoseNothing() throws Exception {
        int processes = 4;
        int commits = 15;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                int first = i * commits;
                CatalogStore own = catalogs(process());
                running.add(threads.submit(() -> commitAll(own, first, commits)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(numbers(catalogs(process())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, processes * commits).boxed().toList());
    }

    private static void commitAll(CatalogStore catalogs, int first, int count) {
        for (int number = first; number < first + count; number++) {
            boolean done = false;
            while (!done) {
                done = commits(catalogs, number);
            }
        }
    }

    private static boolean commits(CatalogStore catalogs, int number) {
        try {
            commit(catalogs, number);
            return true;
        } catch (LodurException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            return false;
        }
    }

    @Test
    void aReaderFollowsWhatAnotherProcessCommits() {
        CatalogReader reader = new CatalogReader(process(), clock, 10);
        Freshness now = new Freshness.Revalidate();
        assertThat(reader.read(Slices.TENANT, Slices.DAY, now).entries()).isEmpty();

        for (int number = 0; number < 3; number++) {
            commit(catalogs(objects), number);
            clock.advanceMillis(1);
            assertThat(reader.read(Slices.TENANT, Slices.DAY, now).entries()).hasSize(number + 1);
        }
        assertThat(reader.listDays(Slices.TENANT)).isEqualTo(List.copyOf(Set.of(Slices.DAY)));
    }

    @Test
    void aTenantWithoutDeleteRequestsHasNone() {
        assertThat(objects.getDeletesIfChanged(Slices.TENANT, NONE)).isEqualTo(new ConditionalGet.Missing());
        assertThat(deleteLog(objects).read(Slices.TENANT).requests()).isEmpty();
    }

    @Test
    void deleteRequestsAreKeptApartFromCatalogs() {
        objects.replace(catalog(1), NONE);
        deleteLog(objects).add(Slices.TENANT, List.of(Deletes.request("a", 0)));

        assertThat(process().listDays(Slices.TENANT)).containsExactly(Slices.DAY);
        assertThat(groups(process())).containsExactly("a");
    }

    @Test
    void onlyTheDeleteRequestsThatWereReadAreReplaced() {
        String first = objects.replaceDeletes(Deletes.of(1), NONE);
        String second = objects.replaceDeletes(Deletes.of(2), first);

        for (String tag : List.of(first, NONE, "never seen")) {
            assertThatExceptionOfType(LodurException.class)
                    .isThrownBy(() -> objects.replaceDeletes(Deletes.of(3), tag))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        }

        assertThat(objects.getDeletesIfChanged(Slices.TENANT, second)).isEqualTo(new ConditionalGet.Unchanged());
    }

    @Test
    void aFailureOfAnyRequestNeitherLosesNorDoublesADeleteRequest() {
        int number = 0;
        for (Operation operation : List.of(Operation.PUT, Operation.GET, Operation.HEAD)) {
            for (Fault fault : List.of(
                    new Fault.LoseAnswer(),
                    new Fault.Fail(ErrorCode.CONFLICT),
                    new Fault.Fail(ErrorCode.UNAVAILABLE),
                    new Fault.Fail(ErrorCode.RATE_LIMITED))) {
                bucket.script(operation, fault, new Fault.None(), fault);

                deleteLog(process()).add(Slices.TENANT, List.of(Deletes.request("request" + number, 0)));

                bucket.endScripts();
                number++;
                assertThat(groups(process())).hasSize(number).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aRaceForTheDeleteRequestsLosesNeither() {
        bucket.script(
                Operation.PUT,
                new Fault.Before(() -> deleteLog(process()).add(Slices.TENANT, List.of(Deletes.request("faster", 0)))));

        deleteLog(objects).add(Slices.TENANT, List.of(Deletes.request("slower", 0)));

        assertThat(groups(process())).containsExactlyInAnyOrder("faster", "slower");
    }

    private List<String> groups(CatalogObjects process) {
        return deleteLog(process).read(Slices.TENANT).requests().stream()
                .map(DeleteRequest::group)
                .toList();
    }

    private DeleteLog deleteLog(CatalogObjects process) {
        return new DeleteLog(
                process, new DeletesReader(process, clock, 10), clock, millis -> Thread.yield(), new Random(1));
    }

    private ConditionalGet get(String tag) {
        return objects.getIfChanged(Slices.TENANT, Slices.DAY, tag);
    }

    private static DayCatalog catalog(long version) {
        return new DayCatalog(Slices.TENANT, Slices.DAY, version, List.of(), List.of(), List.of(), new byte[0]);
    }

    private CatalogStore catalogs(CatalogObjects process) {
        return new CatalogStore(process, clock, millis -> Thread.yield(), new Random(1));
    }

    private static void commit(CatalogStore catalogs, int number) {
        catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(Slices.entry(number)));
    }

    private static List<Integer> numbers(CatalogStore catalogs) {
        return catalogs.read(Slices.TENANT, Slices.DAY).entries().stream()
                .map(CatalogEntry::checksum)
                .toList();
    }
}
