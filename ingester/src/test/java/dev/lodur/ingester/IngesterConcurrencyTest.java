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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers, flushers, uploads and readers at once: every answer has every line acknowledged before it, once. */
@Disabled("its loops starve each other of the two cores; to be paced before it proves anything")
class IngesterConcurrencyTest {
    private static final int WRITERS = 3;
    private static final int READERS = 2;
    private static final int READS = 60;
    private static final int LINES_MAX = 6_000;

    private final AtomicBoolean stop = new AtomicBoolean();
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
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            world.executor = executor;
            Ingester ingester = world.start("a");
            List<Future<?>> workers = new ArrayList<>();
            List<Future<?>> readers = new ArrayList<>();

            // when
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(seed + i);
                workers.add(executor.submit(() -> write(world, ingester, random)));
            }
            workers.add(executor.submit(() -> flush(ingester)));
            workers.add(executor.submit(() -> upload(ingester)));
            for (int i = 0; i < READERS; i++) {
                readers.add(executor.submit(() -> read(world, ingester)));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            stop.set(true);
            for (Future<?> worker : workers) {
                worker.get();
            }

            // then
            while (!ingester.flushAndUpload(Duration.ofSeconds(3))) {
                Thread.onSpinWait();
            }
            assertThat(world.lines(ingester, TENANT))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            ingester.close();
        }
    }

    private void write(World world, Ingester ingester, Random random) {
        while (!stop.get() && acknowledged.size() < LINES_MAX) {
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
    }

    private void flush(Ingester ingester) {
        while (!stop.get()) {
            ingester.flush();
        }
    }

    private void upload(Ingester ingester) {
        while (!stop.get()) {
            ingester.flushAndUpload(Duration.ofMillis(300));
        }
    }

    private void read(World world, Ingester ingester) {
        for (int i = 0; i < READS; i++) {
            Set<String> before = new HashSet<>(acknowledged);
            List<String> lines = world.lines(ingester, TENANT);
            Set<String> distinct = new HashSet<>(lines);
            assertThat(lines).as("no line twice").hasSameSizeAs(distinct);
            before.removeAll(distinct);
            assertThat(before).as("lines missed").isEmpty();
        }
    }
}
