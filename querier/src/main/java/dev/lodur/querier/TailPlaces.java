package dev.lodur.querier;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the tails of each tenant. Thread-safe. */
final class TailPlaces {
    private final Map<Tenant, Integer> taken = new HashMap<>();

    /** A tenant's place; closing it, once or more often, gives it back. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes a place, or refuses in Loki's words where the tenant has as many as it may. */
    synchronized Place take(Tenant tenant, int max) {
        int count = taken.getOrDefault(tenant, 0) + 1;
        if (count > max) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "max concurrent tail requests limit exceeded, count > limit (" + count + " > " + max + ")");
        }
        taken.put(tenant, count);
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                giveBack(tenant);
            }
        };
    }

    private synchronized void giveBack(Tenant tenant) {
        taken.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
    }

    synchronized int taken() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }
}
