package dev.lodur.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.http.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTest {
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final Threads threads = new Threads(blocking, scheduler);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
        blocking.shutdownNow();
    }

    @Test
    void itRunsAgainAndAgainThoughAStepFails() throws InterruptedException {
        CountDownLatch steps = new CountDownLatch(3);

        try (Periodic _ = Periodic.start(threads, Duration.ofMillis(1), () -> {
            steps.countDown();
            throw new IllegalStateException("a step that fails");
        })) {
            assertThat(steps.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStepThatTakesLongIsNotRunTwiceAtATime() throws InterruptedException {
        AtomicInteger atATime = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);

        try (Periodic _ = Periodic.start(threads, Duration.ofMillis(1), () -> {
            most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            begun.countDown();
            second.countDown();
            await(end);
            atATime.decrementAndGet();
        })) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            awaitCompleted(scheduler.getCompletedTaskCount() + 5);
            end.countDown();
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void afterItIsClosedNothingBegins() throws InterruptedException {
        AtomicInteger steps = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        Periodic periodic = Periodic.start(threads, Duration.ofMillis(1), () -> {
            steps.incrementAndGet();
            first.countDown();
        });
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

        periodic.close();

        assertThat(scheduler.getQueue().stream().allMatch(task -> ((Future<?>) task).isCancelled()))
                .isTrue();
    }

    private void awaitCompleted(long tasks) {
        while (scheduler.getCompletedTaskCount() < tasks) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
