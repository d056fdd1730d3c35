package dev.lodur.store;

import dev.lodur.model.TimeRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The UTC days from a first to a last one, both included, counted in days since 1970; none where last is before first. */
public record DayRange(long firstEpochDay, long lastEpochDay) {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    /** The days that a range of time touches. */
    public static DayRange of(TimeRange range) {
        if (range.isEmpty()) {
            return new DayRange(0, -1);
        }
        return new DayRange(epochDay(range.startNanos()), epochDay(range.endNanos() - 1));
    }

    /** The day that a timestamp, in nanoseconds since 1970, belongs to. */
    public static LocalDate dayOf(long timestampNanos) {
        return LocalDate.ofEpochDay(epochDay(timestampNanos));
    }

    private static long epochDay(long timestampNanos) {
        return Math.floorDiv(timestampNanos, NANOS_PER_DAY);
    }

    public long count() {
        return Math.max(0, lastEpochDay - firstEpochDay + 1);
    }

    public boolean contains(LocalDate day) {
        return day.toEpochDay() >= firstEpochDay && day.toEpochDay() <= lastEpochDay;
    }

    public List<LocalDate> days() {
        List<LocalDate> days = new ArrayList<>();
        for (long day = firstEpochDay; day <= lastEpochDay; day++) {
            days.add(LocalDate.ofEpochDay(day));
        }
        return days;
    }
}
