package dev.lodur.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Whether requests may come: all roles of the process are ready and nobody has asked it to stop. It depends on this
 * process alone: a service does not become unready because another one is away. Thread-safe.
 */
@Singleton
public final class Readiness {
    private final Instance<ServiceStatus> services;
    private final Stopping stopping;

    public Readiness(@Any Instance<ServiceStatus> services, Stopping stopping) {
        this.services = services;
        this.stopping = stopping;
    }

    /** The first reason why requests should not come; empty where they may. */
    String notReadyReason() {
        return notReadyReason(stopping.isStopping(), services);
    }

    static String notReadyReason(boolean stopping, Iterable<ServiceStatus> services) {
        if (stopping) {
            return "Application is stopping";
        }
        for (ServiceStatus service : services) {
            String reason = service.notReadyReason();
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return "";
    }
}
