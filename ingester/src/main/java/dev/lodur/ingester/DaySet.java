package dev.lodur.ingester;

import dev.lodur.model.TimeRange;
import java.util.Set;
import java.util.TreeSet;

/** The UTC days, counted from 1970-01-01, that some rows fall on. Thread-safe; adding to a day just seen costs a division. */
final class DaySet {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final TreeSet<Long> days = new TreeSet<>();
    private volatile long lastDay = Long.MIN_VALUE;

    static long dayOf(long timestampNanos) {
        return Math.floorDiv(timestampNanos, DAY_NANOS);
    }

    /** The times of a day, cut off where a timestamp cannot say them. */
    static TimeRange range(long day) {
        return new TimeRange(startNanos(day), startNanos(day + 1));
    }

    private static long startNanos(long day) {
        long high = Math.multiplyHigh(day, DAY_NANOS);
        long low = day * DAY_NANOS;
        if (high == low >> 63) {
            return low;
        }
        return day < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    void add(long timestampNanos) {
        long day = dayOf(timestampNanos);
        if (day != lastDay) {
            addDay(day);
        }
    }

    private synchronized void addDay(long day) {
        days.add(day);
        lastDay = day;
    }

    synchronized Set<Long> snapshot() {
        return new TreeSet<>(days);
    }
}
