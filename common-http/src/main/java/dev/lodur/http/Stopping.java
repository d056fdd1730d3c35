package dev.lodur.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Whether the process has been asked to stop; it goes on serving for {@code shutdown_delay}. Thread-safe. */
@Singleton
public final class Stopping {
    private volatile boolean stopping;

    void initiated(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }
}
