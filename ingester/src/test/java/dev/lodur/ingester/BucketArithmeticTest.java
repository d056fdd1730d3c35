package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import dev.lodur.store.BucketOperation;
import dev.lodur.store.CountingObjectStore;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.RequestClass;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.InlineExecutor;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a home costs a day: 11 nodes with 20 streams each, a line every twenty seconds and stream, on three ingesters that flush every
 * five minutes. The production classes run a day by a manual clock, from noon over midnight.
 */
class BucketArithmeticTest {
    private static final int NODES = 11;
    private static final int STREAMS = 20;
    private static final int INGESTERS = 3;
    private static final long CLASS_A_MAX = 2_500;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TICK = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final CountingObjectStore bucket = new CountingObjectStore(new MemoryObjectStore(clock));

    @Test
    void aDayOfOneTenantStaysUnderTheBudget() {
        runADay(1);

        assertThat(bucket.requests(RequestClass.A)).isBetween(1_500L, CLASS_A_MAX);
        assertThat(bucket.requests(BucketOperation.LIST)).isZero();
    }

    @Test
    void aDayOfTenTenantsCostsAtMostThreeTimesAsMuch() {
        runADay(10);

        assertThat(bucket.requests(RequestClass.A)).isBetween(CLASS_A_MAX, 3 * CLASS_A_MAX);
    }

    private void runADay(int tenants) {
        List<Process> processes = IntStream.range(0, INGESTERS)
                .mapToObj(number -> new Process("ingester-" + number))
                .toList();
        long ticks = DAY.dividedBy(TICK);
        for (long tick = 0; tick < ticks; tick++) {
            push(processes, tenants);
            processes.forEach(Process::tick);
            clock.advance(TICK);
        }
        processes.forEach(Process::close);
    }

    private void push(List<Process> processes, int tenants) {
        for (int node = 0; node < NODES; node++) {
            for (int stream = 0; stream < STREAMS; stream++) {
                int number = node * STREAMS + stream;
                Tenant tenant = new Tenant("tenant-" + number % tenants);
                Labels labels = Labels.of("node", "node-" + node, "app", "app-" + stream);
                // What was logged a while ago comes now, so that around midnight both days are touched.
                Entry entry =
                        new Entry(clock.getAsLong() - number * 1_000_000_000L, "a line of " + number, Labels.of());
                processes.get(number / tenants % INGESTERS).ingester.push(World.batch(tenant, labels, entry));
            }
        }
    }

    /** An ingester with a disk of its own, whose background loops turn once with every tick. */
    private final class Process {
        private final InlineExecutor executor = new InlineExecutor();
        private final World world = new World(new CrashingFileLayer(clock), bucket, clock);
        private final Ingester ingester;

        Process(String instance) {
            world.executor = executor;
            world.policy = FlushPolicy.of(instance, Duration.ofMinutes(5), Duration.ofHours(2), 64 << 20);
            ingester = world.start(instance);
        }

        void tick() {
            ingester.checkFlush();
            executor.turnLoops();
        }

        void close() {
            ingester.close();
            world.close();
        }
    }
}
