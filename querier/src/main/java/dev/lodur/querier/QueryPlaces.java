package dev.lodur.querier;

import dev.lodur.lokiapi.read.QueryErrors;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The places for queries that run at the same time, and a line of bounded length for each tenant whose queries wait.
 *
 * <p>A place that becomes free goes to the tenants in turn, so that a tenant with many queries does not keep the others
 * waiting; within a tenant the order is that of asking. Thread-safe.
 */
final class QueryPlaces {
    private final int waitingPerTenantMax;
    /** Tenants with queries that wait; the one whose turn it is stands first. */
    private final Map<Tenant, Deque<CountDownLatch>> lines = new LinkedHashMap<>();

    private int free;
    private int running;
    private int waiting;

    QueryPlaces(int concurrentMax, int waitingPerTenantMax) {
        this.free = concurrentMax;
        this.waitingPerTenantMax = waitingPerTenantMax;
    }

    /** A place, given back by closing it, once or more often. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a place; refused with 429 where too many of the tenant wait, with 504 where it takes too long. */
    Place take(Tenant tenant, Duration patience) {
        CountDownLatch turn = new CountDownLatch(1);
        if (!enter(tenant, turn)) {
            await(tenant, turn, patience);
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                release();
            }
        };
    }

    /** Takes a free place, or stands in line. */
    private synchronized boolean enter(Tenant tenant, CountDownLatch turn) {
        if (free > 0) {
            free--;
            running++;
            return true;
        }
        Deque<CountDownLatch> line = lines.get(tenant);
        if ((line == null ? 0 : line.size()) >= waitingPerTenantMax) {
            throw QueryErrors.queueFull();
        }
        lines.computeIfAbsent(tenant, key -> new ArrayDeque<>()).add(turn);
        waiting++;
        return false;
    }

    private void await(Tenant tenant, CountDownLatch turn, Duration patience) {
        try {
            if (!turn.await(patience.toNanos(), TimeUnit.NANOSECONDS) && leave(tenant, turn)) {
                throw QueryErrors.timedOut();
            }
        } catch (InterruptedException e) {
            if (!leave(tenant, turn)) {
                release();
            }
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while waiting to run", e);
        }
    }

    /** Steps out of the line; false where the place was given in the same moment. */
    private synchronized boolean leave(Tenant tenant, CountDownLatch turn) {
        Deque<CountDownLatch> line = lines.get(tenant);
        if (line == null || !line.remove(turn)) {
            return false;
        }
        waiting--;
        if (line.isEmpty()) {
            lines.remove(tenant);
        }
        return true;
    }

    private synchronized void release() {
        Iterator<Map.Entry<Tenant, Deque<CountDownLatch>>> tenants =
                lines.entrySet().iterator();
        if (!tenants.hasNext()) {
            free++;
            running--;
            return;
        }
        Map.Entry<Tenant, Deque<CountDownLatch>> first = tenants.next();
        Tenant tenant = first.getKey();
        Deque<CountDownLatch> line = first.getValue();
        tenants.remove();
        CountDownLatch turn = line.remove();
        waiting--;
        if (!line.isEmpty()) {
            lines.put(tenant, line);
        }
        turn.countDown();
    }

    synchronized int waiting() {
        return waiting;
    }

    /** Queries that wait or run. */
    synchronized int inFlight() {
        return waiting + running;
    }
}
