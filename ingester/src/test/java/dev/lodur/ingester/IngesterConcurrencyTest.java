package dev.lodur.ingester;

import static dev.lodur.ingester.World.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writers, a flush, an upload and readers at once: every answer has every line acknowledged before it, once.
 *
 * <p>Runs in rounds, each of which begins all of them together and waits for all, so that no loop starves another; on
 * platform threads, because a virtual thread that waits by the manual clock never leaves its core.
 */
class IngesterConcurrencyTest {
    private static final int ROUNDS = 60;
    private static final int WRITERS = 2;
    private static final int PUSHES = 10;
    private static final int READERS = 2;
    private static final int READS = 3;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextLine = new AtomicInteger();

    @Test
    @Timeout(60)
    void everyAnswerHasEveryLineAcknowledgedBeforeOnce() throws Exception {
        // given
        long seed = System.nanoTime();
        ManualClock clock = new ManualClock();
        CrashingFileLayer files = new CrashingFileLayer(clock);
        try (World world = new World(files, new MemoryObjectStore(clock), clock);
                ExecutorService executor = Executors.newCachedThreadPool()) {
            world.executor = executor;
            world.pushPatience = Duration.ofSeconds(20);
            Ingester ingester = world.start("a");

            // when
            for (int round = 0; round < ROUNDS; round++) {
                runRound(world, ingester, executor, new Random(seed + round));
            }
            while (!ingester.flushAndUpload(Duration.ofHours(1))) {
                // The manual clock runs ahead of the uploads, so their patience says little.
                Thread.yield();
            }

            // then
            assertThat(world.lines(ingester, TENANT))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(world.segments(TENANT, -2, 0))
                    .as("segments committed meanwhile")
                    .isGreaterThan(ROUNDS / 4);
            ingester.close();
        }
    }

    private void runRound(World world, Ingester ingester, ExecutorService executor, Random random) throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random own = new Random(random.nextLong());
            tasks.add(() -> write(world, ingester, own));
        }
        for (int i = 0; i < READERS; i++) {
            tasks.add(() -> read(world, ingester));
        }
        tasks.add(() -> {
            ingester.flushAndUpload(Duration.ofMinutes(10));
            return true;
        });
        for (Future<Boolean> task : executor.invokeAll(tasks)) {
            assertThat(task.get()).isTrue();
        }
    }

    private boolean write(World world, Ingester ingester, Random random) {
        for (int push = 0; push < PUSHES; push++) {
            List<String> lines = new ArrayList<>();
            Entry[] entries = new Entry[1 + random.nextInt(4)];
            for (int i = 0; i < entries.length; i++) {
                String line = "line " + nextLine.getAndIncrement();
                lines.add(line);
                entries[i] = new Entry(world.time(-random.nextInt(3), random.nextInt(1_000_000)), line);
            }
            ingester.push(World.batch(TENANT, Labels.of("app", "a" + random.nextInt(5)), entries));
            acknowledged.addAll(lines);
        }
        return true;
    }

    private boolean read(World world, Ingester ingester) {
        for (int i = 0; i < READS; i++) {
            Set<String> before = new HashSet<>(acknowledged);
            List<String> lines = world.lines(ingester, TENANT);
            Set<String> distinct = new HashSet<>(lines);
            assertThat(lines).as("no line twice").hasSameSizeAs(distinct);
            before.removeAll(distinct);
            assertThat(before).as("lines missed").isEmpty();
        }
        return true;
    }
}
