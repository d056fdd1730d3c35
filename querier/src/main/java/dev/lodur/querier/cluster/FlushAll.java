package dev.lodur.querier.cluster;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Has all ingesters bring what they hold into their spools, at the same time. Thread-safe; calls block. */
final class FlushAll {
    private final ExecutorService executor;

    FlushAll(ExecutorService executor) {
        this.executor = executor;
    }

    /**
     * Returns when all have done it.
     *
     * @param flushes what each does, by its name
     * @throws LodurException {@code UNAVAILABLE} that names those that have not, when all were asked
     */
    void run(Map<String, Runnable> flushes) {
        Map<String, Future<?>> calls = new LinkedHashMap<>();
        flushes.forEach((name, flush) -> calls.put(name, executor.submit(flush)));
        List<String> failures = new ArrayList<>();
        calls.forEach((name, call) -> await(name, call, failures));
        if (!failures.isEmpty()) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "not flushed: " + String.join("; ", failures));
        }
    }

    private static void await(String name, Future<?> call, List<String> failures) {
        try {
            call.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            failures.add(name + " (" + (cause instanceof LodurException known ? known.text() : cause) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while ingesters flush", e);
        }
    }
}
