package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.drain.MinedPattern;
import dev.lodur.engine.drain.PatternStore;
import dev.lodur.engine.drain.StreamPatterns;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MinedPatternsTest {
    private static final int QUEUE_BYTES = 1000;
    private static final Labels DB = Labels.of("app", "db");

    private final ManualClock clock = new ManualClock();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicLong skipped = new AtomicLong();
    private final IngesterMetrics metrics = new IngesterMetrics() {
        @Override
        public void patternBatchDropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void patternLinesSkipped(long lines) {
            skipped.addAndGet(lines);
        }
    };
    private final MinedPatterns patterns = new MinedPatterns(
            new PatternStore(1 << 20, PatternStore.CLUSTERS_MAX, clock),
            new LineSampling(1000, clock),
            work::add,
            QUEUE_BYTES,
            metrics);

    @Test
    void whatIsPushedIsInTheNextAnswerOnceItIsMined() {
        // given
        World world = new World(new CrashingFileLayer(clock), new MemoryObjectStore(clock), clock);
        world.patterns = patterns;
        Ingester ingester = world.start("a");

        // when
        ingester.push(World.batch(World.TENANT, World.APP, line("took 1 ms"), line("took 2 ms")));
        ingester.push(World.batch(World.TENANT, DB, line("took 3 ms")));
        assertThat(work).as("one thread at a time").hasSize(1);
        assertThat(ask(ingester, "{}")).isEmpty();
        runAll();

        // then
        assertThat(ask(ingester, "{}")).hasSize(2);
        assertThat(ask(ingester, "{app=\"web\"}")).singleElement().satisfies(stream -> {
            assertThat(stream.labels()).isEqualTo(World.APP);
            assertThat(stream.patterns()).extracting(MinedPattern::pattern).containsExactly("took <_> ms");
            assertThat(stream.total()).isEqualTo(2);
        });
        world.close();
    }

    @Test
    void batchesThatDoNotFitTheQueueAreDroppedAndCounted() {
        byte[] large = World.batch(World.TENANT, World.APP, line("x".repeat(2 * QUEUE_BYTES)));
        byte[] small = World.batch(World.TENANT, DB, line("small"));

        patterns.stored(large);
        patterns.stored(small);
        assertThat(dropped).hasValue(1);
        runAll();
        patterns.stored(small);
        patterns.stored(small);
        runAll();

        assertThat(dropped).hasValue(1);
        assertThat(total("{app=\"db\"}")).isEqualTo(2);
    }

    @Test
    void someLinesStandForAllWhereTheyComeFast() {
        Entry[] lines = new Entry[5000];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line("took " + i + " ms");
        }
        byte[] batch = World.batch(World.TENANT, World.APP, lines);

        patterns.stored(batch);
        runAll();
        assertThat(skipped).hasValue(0);
        clock.advanceSeconds(1);
        patterns.stored(batch);
        runAll();

        assertThat(skipped).hasValue(4000);
        assertThat(total("{app=\"web\"}")).isEqualTo(10_000);
    }

    @Test
    void aBatchThatCannotBeReadDoesNotEndTheMining() {
        patterns.stored(new byte[] {1, 2, 3});
        patterns.stored(World.batch(World.TENANT, DB, line("small")));
        runAll();

        assertThat(total("{app=\"db\"}")).isEqualTo(1);
    }

    @Test
    void pushesGoOnWhereNobodyMinesAnyMore() {
        MinedPatterns ended = new MinedPatterns(
                new PatternStore(1 << 20, PatternStore.CLUSTERS_MAX, clock),
                new LineSampling(1000, clock),
                task -> {
                    throw new RejectedExecutionException("ended");
                },
                QUEUE_BYTES,
                metrics);

        for (int i = 0; i < 100; i++) {
            ended.stored(World.batch(World.TENANT, DB, line("small")));
        }

        assertThat(dropped.get()).isPositive();
    }

    private void runAll() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
    }

    private Entry line(String text) {
        return new Entry(clock.getAsLong(), text);
    }

    private static List<StreamPatterns> ask(Ingester ingester, String selector) {
        return ingester.query()
                .patterns(new PatternsRequest(World.TENANT, selector, TimeRange.ALL, 10))
                .streams();
    }

    private long total(String selector) {
        return patterns.answer(new PatternsRequest(World.TENANT, selector, TimeRange.ALL, 10)).streams().stream()
                .mapToLong(StreamPatterns::total)
                .sum();
    }
}
