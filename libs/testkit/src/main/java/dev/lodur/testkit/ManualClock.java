package dev.lodur.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A clock that moves only when told to; also a supplier of monotonic nanoseconds, which are those since 1970. Thread-safe;
 * clocks made by {@link #withZone} move with it.
 */
public final class ManualClock extends Clock implements LongSupplier {
    private final AtomicLong nowNanos;
    private final ZoneId zone;

    /** A clock at 2026-01-01T00:00:00Z. */
    public ManualClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public ManualClock(Instant now) {
        this(
                new AtomicLong(Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano())),
                ZoneOffset.UTC);
    }

    private ManualClock(AtomicLong nowNanos, ZoneId zone) {
        this.nowNanos = nowNanos;
        this.zone = zone;
    }

    /** Moves the clock forwards, or backwards by a negative duration. */
    public void advance(Duration duration) {
        nowNanos.addAndGet(duration.toNanos());
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    public void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }

    @Override
    public long getAsLong() {
        return nowNanos.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, nowNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId otherZone) {
        return new ManualClock(nowNanos, otherZone);
    }
}
