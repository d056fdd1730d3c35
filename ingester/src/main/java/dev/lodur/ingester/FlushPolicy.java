package dev.lodur.ingester;

import java.time.Duration;
import java.util.Optional;

/**
 * When a generation is cut: by the age of its oldest arrival, by its size, or because the head needs room.
 *
 * <p>Each tenant of a generation costs requests to the bucket of its own, so a generation of many tenants is cut later: at
 * the age times tenants by {@link #TENANTS_FREE}, and so requests do not grow with tenants, until that is
 * {@code max_chunk_age}. The rows are in the log and in every answer meanwhile.
 *
 * <p>An instance's first generation is cut earlier, by a part that depends on the instance's name, so that the
 * ingesters of a cluster do not flush in step.
 *
 * @param maxAge the age of the oldest arrival: {@code chunk_idle_period}, capped by {@code max_chunk_age}
 * @param maxStretchedAge the same with many tenants: {@code max_chunk_age}
 * @param generationBytesMax heap of one generation
 * @param headBytesMax heap of all generations; a push that finds more waits
 */
public record FlushPolicy(
        Duration maxAge, Duration maxStretchedAge, long generationBytesMax, long headBytesMax, double phase) {
    /** Tenants that a generation may hold before it is cut later. */
    static final int TENANTS_FREE = 4;

    public FlushPolicy {
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("flush age not positive: " + maxAge);
        }
        if (maxStretchedAge.compareTo(maxAge) < 0) {
            throw new IllegalArgumentException("flush age " + maxAge + " beyond " + maxStretchedAge);
        }
        if (phase < 0 || phase >= 1) {
            throw new IllegalArgumentException("phase outside 0..1: " + phase);
        }
    }

    public static FlushPolicy of(String instance, Duration idlePeriod, Duration maxChunkAge, long headBytesMax) {
        Duration age = idlePeriod.compareTo(maxChunkAge) < 0 ? idlePeriod : maxChunkAge;
        return new FlushPolicy(age, maxChunkAge, headBytesMax / 2, headBytesMax, phase(instance));
    }

    /** Multiplied by the golden ratio, since hashes of names like {@code ingester-1} and {@code ingester-2} differ by one. */
    private static double phase(String instance) {
        return ((instance.hashCode() * 0x9E3779B9) >>> 16) / 65536.0;
    }

    /** Why the generation is to be cut now, if it is. */
    Optional<FlushReason> reasonToCut(Generation generation, boolean first, long nowNanos) {
        if (generation.heapBytes() >= generationBytesMax) {
            return Optional.of(FlushReason.FULL);
        }
        long stretchedNanos = stretchedNanos(generation.tenants().size());
        long ageNanosMax = first ? (long) (stretchedNanos * (0.5 + phase / 2)) : stretchedNanos;
        return !generation.isEmpty() && generation.ageNanos(nowNanos) >= ageNanosMax
                ? Optional.of(FlushReason.IDLE)
                : Optional.empty();
    }

    private long stretchedNanos(int tenants) {
        double stretch = Math.max(1, (double) tenants / TENANTS_FREE);
        return (long) Math.min(maxAge.toNanos() * stretch, maxStretchedAge.toNanos());
    }
}
