package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.testkit.ManualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogStoreTest {
    private final ManualClock clock = new ManualClock();
    private final CountingObjectStore bucket = new CountingObjectStore(new MemoryObjectStore(clock));
    private final FaultyObjectStore faulty = new FaultyObjectStore(bucket);
    private final List<Long> sleeps = Collections.synchronizedList(new ArrayList<>());
    private final CatalogStore catalogs = catalogs(faulty);
    private final CatalogStore otherInstance = catalogs(bucket);

    private CatalogStore catalogs(ObjectStore store) {
        return new CatalogStore(new ConditionalCatalogObjects(store, Slices.NAMES), clock, sleeps::add, new Random(1));
    }

    @Test
    void aMissingCatalogIsEmpty() {
        assertThat(catalogs.read(Slices.TENANT, Slices.DAY).version()).isZero();
        assertThat(catalogs.read(Slices.TENANT, Slices.DAY).entries()).isEmpty();
    }

    @Test
    void aCommitIsOnePutAndIsReadBack() {
        DayCatalog committed = commit(catalogs, 1);

        assertThat(committed.version()).isEqualTo(1);
        assertThat(committed.entries().getFirst().commitTimeMillis()).isEqualTo(clock.millis());
        assertThat(numbers(otherInstance)).containsExactly(1);
        assertThat(bucket.requests(RequestClass.A)).isEqualTo(1);
        assertThat(sleeps).isEmpty();
    }

    @Test
    void theSameCommitAgainPutsNothing() {
        commit(catalogs, 1);
        commit(catalogs, 1);

        assertThat(bucket.requests(RequestClass.A)).isEqualTo(1);
        assertThat(catalogs.read(Slices.TENANT, Slices.DAY).version()).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsFoundToHaveSucceeded() {
        faulty.script(Operation.PUT, new Fault.LoseAnswer());

        commit(catalogs, 1);

        assertThat(numbers(catalogs)).containsExactly(1);
        assertThat(bucket.requests(RequestClass.A)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"CONFLICT", "RATE_LIMITED", "UNAVAILABLE", "INTERNAL"})
    void aPutThatFailsIsAppliedAgainAfterAtLeastASecond(ErrorCode code) {
        faulty.script(Operation.PUT, new Fault.Fail(code), new Fault.Fail(code));

        commit(catalogs, 1);

        assertThat(numbers(catalogs)).containsExactly(1);
        assertThat(sleeps).hasSize(2).allMatch(millis -> millis >= 1_000 && millis < 31_000);
    }

    @Test
    void aRaceWithAnotherInstanceLosesNeitherCommit() {
        faulty.script(
                Operation.PUT,
                new Fault.Before(() -> commit(otherInstance, 1)),
                new Fault.Before(() -> commit(otherInstance, 2)));

        commit(catalogs, 3);

        assertThat(numbers(catalogs)).containsExactly(1, 2, 3);
    }

    @Test
    void aCommitThatAnotherOneFollowsBeforeItIsReadBackIsThere() {
        faulty.script(Operation.GET, new Fault.None(), new Fault.Before(() -> commit(otherInstance, 2)));

        DayCatalog committed = commit(catalogs, 1);

        assertThat(committed.version()).isEqualTo(2);
        assertThat(numbers(catalogs)).containsExactly(1, 2);
    }

    @Test
    void aSliceIsCommittedOnceAlthoughItWasMergedWhileTheAnswerWasLost() {
        faulty.script(Operation.PUT, new Fault.LoseAnswer());
        faulty.script(Operation.GET, new Fault.None(), new Fault.Before(() -> {
            String input = Slices.entry(1).key();
            otherInstance.commit(
                    Slices.TENANT,
                    Slices.DAY,
                    new CatalogChange.Replace(
                            List.of(input), List.of(Slices.compacted("m", input)), Long.MAX_VALUE, 0));
        }));

        DayCatalog committed = commit(catalogs, 1);

        assertThat(committed.entries()).extracting(CatalogEntry::level).containsExactly(1);
    }

    @Test
    void afterEightAttemptsItGivesUpAndSaysWhy() {
        faulty.setAway(true);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> commit(catalogs, 1))
                .withMessageContaining("8 attempts")
                .withMessageContaining("the bucket is away")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        faulty.setAway(false);
        commit(catalogs, 1);
        assertThat(numbers(catalogs)).containsExactly(1);
    }

    @Test
    void aCatalogThatCannotBeReadIsNeverOverwritten() {
        String key = Slices.NAMES.catalog(Slices.TENANT, Slices.DAY);
        ObjectBody newer = new ObjectBody.OfBytes(new byte[] {8, 2});
        bucket.put(key, newer, PutCondition.ALWAYS);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> commit(catalogs, 1))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT_TOO_NEW));

        assertThat(bucket.get(key).bytes()).containsExactly(8, 2);
    }

    @Test
    void aChangeThatCannotBeMadeFailsAloneInItsGroup() throws Exception {
        commit(catalogs, 1);

        List<Future<DayCatalog>> results = whileAPutHangs(
                () -> commit(catalogs, 2),
                () -> catalogs.commit(
                        Slices.TENANT,
                        Slices.DAY,
                        new CatalogChange.Replace(List.of("missing"), List.of(), Long.MAX_VALUE, 0)),
                () -> commit(catalogs, 3));

        assertThat(results.get(2).get().version()).isEqualTo(3);
        assertThat(numbers(catalogs)).containsExactly(1, 2, 3);
    }

    @Test
    void changesThatWaitForTheSameDayGoTogether() throws Exception {
        List<Task> tasks = IntStream.range(0, 20)
                .<Task>mapToObj(number -> () -> commit(catalogs, number))
                .toList();

        List<Future<DayCatalog>> results = whileAPutHangs(tasks.toArray(Task[]::new));

        for (Future<DayCatalog> result : results) {
            assertThat(result.get().version()).isBetween(1L, 2L);
        }
        assertThat(numbers(catalogs)).hasSize(20);
        assertThat(bucket.requests(RequestClass.A)).isEqualTo(2);
        assertThat(sleeps).isEmpty();
    }

    private interface Task {
        DayCatalog run();
    }

    /** Starts the first task, whose put hangs until all the others wait for the day, and then waits for all. */
    private List<Future<DayCatalog>> whileAPutHangs(Task... tasks) throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        faulty.script(Operation.PUT, new Fault.Before(() -> {
            hanging.countDown();
            await(release);
        }));
        List<Thread> others = new ArrayList<>();
        List<Future<DayCatalog>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(work -> {
            Thread thread = Thread.ofPlatform().unstarted(work);
            others.add(thread);
            return thread;
        })) {
            results.add(threads.submit(tasks[0]::run));
            hanging.await();
            for (int i = 1; i < tasks.length; i++) {
                results.add(threads.submit(tasks[i]::run));
            }
            for (Thread thread : others.subList(1, others.size())) {
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            release.countDown();
        }
        return results;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyInstancesThatCommitAtOnceLoseNothing() throws Exception {
        int instances = 4;
        int commits = 15;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                int instance = i;
                CatalogStore own = catalogs(bucket);
                running.add(threads.submit(() -> {
                    for (int n = 0; n < commits; n++) {
                        commitUntilDone(own, instance * commits + n);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(numbers(catalogs))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, instances * commits).boxed().toList());
    }

    private static void commitUntilDone(CatalogStore catalogs, int number) {
        while (true) {
            try {
                commit(catalogs, number);
                return;
            } catch (LodurException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            }
        }
    }

    private static DayCatalog commit(CatalogStore catalogs, int number) {
        return catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(Slices.entry(number)));
    }

    private static List<Integer> numbers(CatalogStore catalogs) {
        return catalogs.read(Slices.TENANT, Slices.DAY).entries().stream()
                .map(CatalogEntry::checksum)
                .toList();
    }
}
