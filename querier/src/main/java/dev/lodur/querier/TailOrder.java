package dev.lodur.querier;

import dev.lodur.engine.SelectedRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Rows of a tail that wait for earlier ones, in bounded memory. They leave in the order of time. Not thread-safe. */
final class TailOrder {
    private record Waiting(SelectedRow row, long number, long chargedBytes) {}

    /** Rows that came together: when they have waited long enough, and the latest time of theirs. */
    private record Arrival(long dueNanos, long latestNanos) {}

    private final long bytesMax;
    private final long holdNanos;
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Waiting one) -> one.row().timestampNanos())
                    .thenComparingLong(Waiting::number));
    private long bytes;
    private long number;
    private long releasedNanos = Long.MIN_VALUE;

    /**
     * @param bytesMax memory of the rows that wait, apart from those that are added free of it
     * @param holdNanos how long rows wait
     */
    TailOrder(long bytesMax, long holdNanos) {
        this.bytesMax = bytesMax;
        this.holdNanos = holdNanos;
    }

    /** Adds a row that waits from the next {@link #arrived} on; false where there is no room for it. */
    boolean tryAdd(SelectedRow row) {
        long size = row.sizeBytes();
        if (bytes + size > bytesMax) {
            return false;
        }
        bytes += size;
        waiting.add(new Waiting(row, number++, size));
        return true;
    }

    /** Says that rows were added, the latest of them of this time. */
    void arrived(long latestNanos, long nowNanos) {
        arrivals.add(new Arrival(nowNanos + holdNanos, latestNanos));
    }

    /** Adds a row that waits for nothing, and needs no room. */
    void addReleased(SelectedRow row) {
        waiting.add(new Waiting(row, number++, 0));
        releasedNanos = Math.max(releasedNanos, row.timestampNanos());
    }

    /** Takes rows out that have waited long enough, and those before them, up to some bytes. */
    List<SelectedRow> release(long nowNanos, long sizeBytes) {
        while (!arrivals.isEmpty() && arrivals.peek().dueNanos() - nowNanos <= 0) {
            releasedNanos = Math.max(releasedNanos, arrivals.remove().latestNanos());
        }
        List<SelectedRow> rows = new ArrayList<>();
        long size = 0;
        while (hasReleased() && size < sizeBytes) {
            Waiting next = waiting.remove();
            bytes -= next.chargedBytes();
            size += next.row().sizeBytes();
            rows.add(next.row());
        }
        if (!hasReleased()) {
            // A row of a far future must not let all that come after it pass.
            releasedNanos = Long.MIN_VALUE;
        }
        return rows;
    }

    private boolean hasReleased() {
        Waiting first = waiting.peek();
        return first != null && first.row().timestampNanos() <= releasedNanos;
    }

    /** How long until {@link #release} has something; 0 or less for now, the largest number for never. */
    long nanosToNext(long nowNanos) {
        if (hasReleased()) {
            return 0;
        }
        return arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.peek().dueNanos() - nowNanos;
    }
}
