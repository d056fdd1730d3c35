package dev.lodur.querier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlushAllTest {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final FlushAll flushes = new FlushAll(executor);
    private final Set<String> flushed = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void allFlushAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable flush = () -> {
            both.countDown();
            try {
                assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            flushed.add(Thread.currentThread().toString());
        };

        flushes.run(Map.of("a", flush, "b", flush));

        assertThat(flushed).hasSize(2);
    }

    @Test
    void oneThatFailsIsNamedAndTheOthersFlushNevertheless() {
        Runnable fails = () -> {
            throw new LodurException(ErrorCode.UNAVAILABLE, "is starting");
        };

        assertThatThrownBy(() -> flushes.run(Map.of("a", fails, "b", () -> flushed.add("b"))))
                .hasMessageContaining("not flushed: a (is starting)");
        assertThat(flushed).containsExactly("b");
    }
}
