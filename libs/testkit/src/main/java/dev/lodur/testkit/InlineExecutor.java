package dev.lodur.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs each task at once on the thread that brings it, so that a scenario does the same in every run. */
public final class InlineExecutor extends AbstractExecutorService {
    private final List<Runnable> submitted = new ArrayList<>();
    private boolean shutdown;

    /** Remembers what was submitted, which are loops that end after one turn here. */
    @Override
    public Future<?> submit(Runnable task) {
        submitted.add(task);
        return super.submit(task);
    }

    /** Has every loop turn once more. */
    public void turnLoops() {
        submitted.forEach(this::execute);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
        // A loop that is told to stop leaves its interrupt to a thread that is not its own here.
        Thread.interrupted();
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
