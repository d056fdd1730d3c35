package dev.lodur.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;

/** A scheduler whose repeated tasks run when they are told to, on the thread that says so. */
final class ManualScheduler {
    private final List<Runnable> repeated = new ArrayList<>();

    /** Takes tasks that repeat with a delay, and does nothing else. */
    ScheduledExecutorService asExecutor() {
        return Intercepted.of(ScheduledExecutorService.class, null, call -> switch (call.method()) {
            case "scheduleWithFixedDelay" -> repeat((Runnable) call.arguments()[0]);
            default -> throw new UnsupportedOperationException(call.method());
        });
    }

    private ScheduledFuture<?> repeat(Runnable task) {
        repeated.add(task);
        return Intercepted.of(ScheduledFuture.class, null, call -> switch (call.method()) {
            case "cancel" -> repeated.remove(task);
            default -> throw new UnsupportedOperationException(call.method());
        });
    }

    void runAll() {
        List.copyOf(repeated).forEach(Runnable::run);
    }
}
