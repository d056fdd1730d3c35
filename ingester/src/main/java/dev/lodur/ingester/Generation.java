package dev.lodur.ingester;

import dev.lodur.model.BatchReader;
import dev.lodur.model.Tenant;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A numbered part of the head: everything that arrived between two cuts, flushed as a whole.
 *
 * <p>A push enters the generation at the moment its record gets its sequence in the log, and leaves it when its rows
 * are in; the generation may be flushed when it takes no more entries and all that entered have left. Thread-safe.
 */
final class Generation {
    private final long number;
    private final ConcurrentHashMap<Tenant, TenantHead> tenants = new ConcurrentHashMap<>();
    private final LongAdder heapBytes = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final Phaser pushes = new Phaser(1);
    private volatile long firstSequence = -1;
    private volatile long lastSequence = -1;
    private volatile long oldestArrivalNanos = Long.MAX_VALUE;

    Generation(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** Takes note of a record whose rows will follow. Called under the log's lock, so sequences ascend. */
    void enter(long sequence, long nowNanos) {
        pushes.register();
        if (firstSequence < 0) {
            firstSequence = sequence;
            oldestArrivalNanos = nowNanos;
        }
        lastSequence = sequence;
    }

    /** Adds the rows of a batch; returns by how many bytes the heap in use has grown. */
    long add(byte[] batch) {
        BatchReader reader = new BatchReader(batch);
        TenantHead head = tenants.computeIfAbsent(reader.tenant(), TenantHead::new);
        long growthBytes = 0;
        while (reader.nextStream()) {
            growthBytes += head.add(reader);
            entries.add(reader.entryCount());
        }
        heapBytes.add(growthBytes);
        return growthBytes;
    }

    /** Says that the rows of a record that entered are in, or will never come. */
    void leave() {
        pushes.arriveAndDeregister();
    }

    /** Waits until all pushes that entered have left; to be called once, after the last that can enter. */
    void awaitPushes() {
        pushes.arriveAndAwaitAdvance();
    }

    boolean isEmpty() {
        return firstSequence < 0;
    }

    /** The first sequence of the log that is in here, or -1. */
    long firstSequence() {
        return firstSequence;
    }

    /** The last sequence of the log that is in here, or -1. */
    long lastSequence() {
        return lastSequence;
    }

    /** How long ago, by the monotonic clock, the oldest push arrived; 0 while there is none. */
    long ageNanos(long nowNanos) {
        return isEmpty() ? 0 : Math.max(0, nowNanos - oldestArrivalNanos);
    }

    /** Of the rows that are in; {@link Long#MAX_VALUE} where there are none. */
    long minTimestampNanos() {
        long minNanos = Long.MAX_VALUE;
        for (TenantHead tenant : tenants.values()) {
            minNanos = Math.min(minNanos, tenant.minTimestampNanos());
        }
        return minNanos;
    }

    long heapBytes() {
        return heapBytes.sum();
    }

    long entries() {
        return entries.sum();
    }

    Collection<TenantHead> tenants() {
        return tenants.values();
    }

    @Nullable TenantHead tenant(Tenant tenant) {
        return tenants.get(tenant);
    }
}
