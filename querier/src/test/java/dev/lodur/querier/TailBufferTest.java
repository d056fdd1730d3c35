package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.SelectedRow;
import dev.lodur.model.Labels;
import dev.lodur.model.StreamId;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TailBufferTest {
    private static final Labels WEB = Labels.of("app", "web");

    private final ManualClock clock = new ManualClock();
    private final AtomicLong dropped = new AtomicLong();
    private final TailBuffer buffer = buffer(1 << 20, Duration.ZERO);

    private TailBuffer buffer(long bytesMax, Duration delay) {
        return new TailBuffer(bytesMax, delay, clock, dropped::addAndGet);
    }

    private static SelectedRow row(long timestampNanos) {
        StreamId identity = new StreamId(timestampNanos, 1);
        return new SelectedRow(timestampNanos, 0, WEB, Labels.EMPTY, Labels.EMPTY, new byte[10], identity);
    }

    @Test
    void nothingLeavesBeforeTheHistory() {
        buffer.live(List.of(row(5)));
        clock.advanceSeconds(10);
        assertThat(buffer.poll()).isNull();

        buffer.stored(List.of(row(3), row(4), row(5)));

        assertThat(times(buffer.poll())).containsExactly(3L, 4L, 5L);
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void liveRowsWaitForEarlierOnes() {
        // given
        TailBuffer delayed = buffer(1 << 20, Duration.ofSeconds(3));
        delayed.stored(List.of(row(1)));
        assertThat(times(delayed.poll())).containsExactly(1L);

        // when
        delayed.live(List.of(row(30)));
        clock.advanceSeconds(2);
        delayed.live(List.of(row(20), row(40)));

        // then
        assertThat(delayed.poll()).isNull();
        clock.advanceSeconds(1);
        assertThat(times(delayed.poll())).containsExactly(20L, 30L);
        clock.advanceSeconds(2);
        assertThat(times(delayed.poll())).containsExactly(40L);
    }

    @Test
    void aRowOfTheFutureLetsNobodyPass() {
        // given
        buffer.stored(List.of());
        buffer.live(List.of(row(1_000_000)));
        clock.advanceMillis(TailBuffer.GATHER_MILLIS);
        assertThat(times(buffer.poll())).containsExactly(1_000_000L);

        // when
        buffer.live(List.of(row(30)));

        // then
        assertThat(buffer.poll()).isNull();
        buffer.live(List.of(row(20)));
        clock.advanceMillis(TailBuffer.GATHER_MILLIS);
        assertThat(times(buffer.poll())).containsExactly(20L, 30L);
    }

    @Test
    void whatDoesNotFitIsDroppedAndReportedOnce() {
        // given
        TailBuffer small = buffer(2 * row(1).sizeBytes(), Duration.ZERO);
        small.stored(List.of());

        // when
        small.live(List.of(row(1), row(2), row(3), row(4)));
        small.live(List.of(row(1), row(3)));
        clock.advanceSeconds(1);

        // then
        TailFrame frame = Objects.requireNonNull(small.poll());
        assertThat(times(frame)).containsExactly(1L, 2L);
        assertThat(frame.dropped()).containsExactly(new DroppedRows(WEB, 3, 2));
        assertThat(dropped).hasValue(2);
        small.live(List.of(row(5), row(6)));
        clock.advanceSeconds(1);
        assertThat(times(small.poll())).containsExactly(5L, 6L);
        assertThat(small.poll()).isNull();
    }

    @Test
    void manyRowsLeaveInSeveralFramesInTheirOrder() {
        List<SelectedRow> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            rows.add(row(i));
        }
        Collections.shuffle(rows, new Random(1));

        buffer.stored(rows);

        List<Long> all = new ArrayList<>();
        int frames = 0;
        for (TailFrame frame = buffer.poll(); frame != null; frame = buffer.poll()) {
            all.addAll(times(frame));
            frames++;
        }
        assertThat(all).hasSize(5000).isSorted();
        assertThat(frames).isBetween(3, 20);
    }

    /** Subscribe first, then read the history: whatever happens in between, each row leaves once, in the order of time. */
    @Test
    void historyAndLiveMissNothingAndRepeatNothing() {
        for (int seed = 0; seed < 3000; seed++) {
            assertThat(new Handover(seed).run()).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Replicas that take rows, tails that begin, a history that is read: each a step, in a random order. */
    private final class Handover {
        private final Random random;
        private final int replicas;
        private final List<List<SelectedRow>> stores = new ArrayList<>();
        private final Map<Integer, ArrayDeque<SelectedRow>> tails = new HashMap<>();
        private final List<Runnable> steps = new ArrayList<>();
        private final TailBuffer target = buffer(1 << 20, Duration.ofSeconds(5));
        private final List<Long> sent = new ArrayList<>();
        private int rows;
        private List<SelectedRow> found = List.of();

        Handover(int seed) {
            random = new Random(seed);
            replicas = 1 + random.nextInt(3);
        }

        List<Long> run() {
            for (int i = 0; i < replicas; i++) {
                stores.add(new ArrayList<>());
            }
            some();
            for (int i = 0; i < replicas; i++) {
                tails.put(i, new ArrayDeque<>());
                some();
            }
            found = history();
            some();
            target.stored(found);
            some();
            drain();
            assertThat(sent).hasSize(rows);
            return sent;
        }

        /** The history as a query finds it: the rows of all replicas, each once. */
        private List<SelectedRow> history() {
            return stores.stream()
                    .flatMap(List::stream)
                    .distinct()
                    .sorted(Comparator.comparingLong(SelectedRow::timestampNanos))
                    .toList();
        }

        private void some() {
            for (int i = random.nextInt(12); i > 0; i--) {
                step();
            }
        }

        private void step() {
            if (random.nextInt(3) == 0) {
                push();
            } else if (!steps.isEmpty()) {
                steps.remove(random.nextInt(steps.size())).run();
            }
        }

        /** One row comes to each replica at a moment of its own, is stored there first and then handed to its tail. */
        private void push() {
            SelectedRow row = row(++rows);
            for (int i = 0; i < replicas; i++) {
                int replica = i;
                steps.add(() -> {
                    stores.get(replica).add(row);
                    steps.add(() -> handOn(replica, row));
                });
            }
        }

        private void handOn(int replica, SelectedRow row) {
            ArrayDeque<SelectedRow> tail = tails.get(replica);
            if (tail != null) {
                tail.add(row);
                steps.add(() -> target.live(List.of(Objects.requireNonNull(tail.poll()))));
            }
        }

        private void drain() {
            while (!steps.isEmpty()) {
                steps.remove(random.nextInt(steps.size())).run();
            }
            clock.advanceSeconds(5);
            for (TailFrame frame = target.poll(); frame != null; frame = target.poll()) {
                sent.addAll(times(frame));
            }
        }
    }

    private static List<Long> times(@Nullable TailFrame frame) {
        return frame == null
                ? List.of()
                : frame.rows().stream().map(SelectedRow::timestampNanos).toList();
    }
}
