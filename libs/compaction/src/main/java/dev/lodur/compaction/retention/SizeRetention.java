package dev.lodur.compaction.retention;

import dev.lodur.model.ByteSize;
import dev.lodur.model.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Chooses which segments go because there is too much: whole ones, the oldest lines first, until what is left keeps to the
 * bounds. Each tenant's own bound comes first, then that of the bucket over all tenants. What was committed just now is
 * left out, and goes with a later round.
 */
public final class SizeRetention {
    private static final Comparator<HeldSegment> OLDEST_FIRST =
            Comparator.comparingLong(HeldSegment::maxTimestampNanos).thenComparing(HeldSegment::key);

    private final ToLongFunction<Tenant> tenantBytesMax;
    private final SizeBounds bounds;

    /** @param tenantBytesMax {@code limits_config.retention_bytes} of a tenant; 0 for no bound */
    public SizeRetention(ToLongFunction<Tenant> tenantBytesMax, SizeBounds bounds) {
        this.tenantBytesMax = tenantBytesMax;
        this.bounds = bounds;
    }

    /** A segment that goes, and why. */
    public record Removal(HeldSegment segment, RetentionReason reason) {}

    /**
     * What goes and what is left.
     *
     * @param removals the oldest first, of each tenant
     * @param keptBytes of the segments that stay
     * @param excessBytes by which these are still too much for the bucket, since nothing more may be touched
     */
    public record Outcome(List<Removal> removals, long keptBytes, long excessBytes) {
        public Outcome {
            removals = List.copyOf(removals);
        }

        /**
         * For each tenant of which something goes the time before which a segment must end so as not to come back when its
         * catalog is rebuilt: just after the latest line that goes.
         */
        public Map<Tenant, Long> expiredBeforeNanos() {
            Map<Tenant, Long> before = new TreeMap<>();
            for (Removal removal : removals) {
                HeldSegment segment = removal.segment();
                before.merge(segment.tenant(), segment.maxTimestampNanos() + 1, Math::max);
            }
            return before;
        }
    }

    /**
     * Chooses among all live segments of all tenants.
     *
     * @param strayBytes see {@link SizeBounds#segmentBytesMax}
     */
    public Outcome choose(List<HeldSegment> all, long strayBytes) {
        List<HeldSegment> oldestFirst = all.stream().sorted(OLDEST_FIRST).toList();
        List<Removal> removals = new ArrayList<>();
        byTenant(oldestFirst).forEach((tenant, segments) -> {
            long bytesMax = tenantBytesMax.applyAsLong(tenant);
            if (bytesMax > 0) {
                remove(segments, bytesMax, tenantReason(bytesMax), removals);
            }
        });
        Set<String> gone = new HashSet<>();
        removals.forEach(removal -> gone.add(removal.segment().key()));
        List<HeldSegment> left = oldestFirst.stream()
                .filter(segment -> !gone.contains(segment.key()))
                .toList();
        if (bounds.bucketBytesMax() == 0) {
            return new Outcome(removals, bytes(left), 0);
        }
        long bytesMax = bounds.segmentBytesMax(strayBytes);
        long keptBytes = remove(left, bytesMax, bucketReason(), removals);
        removals.sort(Comparator.comparing(Removal::segment, OLDEST_FIRST));
        return new Outcome(removals, keptBytes, Math.max(0, keptBytes - bytesMax));
    }

    private static Map<Tenant, List<HeldSegment>> byTenant(List<HeldSegment> segments) {
        Map<Tenant, List<HeldSegment>> byTenant = new TreeMap<>();
        segments.forEach(segment -> byTenant.computeIfAbsent(segment.tenant(), tenant -> new ArrayList<>())
                .add(segment));
        return byTenant;
    }

    /** Removes until the rest keeps to the bound, and tells how many bytes the rest has. */
    private static long remove(
            List<HeldSegment> oldestFirst, long bytesMax, RetentionReason reason, List<Removal> into) {
        long bytes = bytes(oldestFirst);
        for (HeldSegment segment : oldestFirst) {
            if (bytes <= bytesMax) {
                break;
            }
            if (segment.settled()) {
                into.add(new Removal(segment, reason));
                bytes -= segment.sizeBytes();
            }
        }
        return bytes;
    }

    private static long bytes(List<HeldSegment> segments) {
        return segments.stream().mapToLong(HeldSegment::sizeBytes).sum();
    }

    private static RetentionReason tenantReason(long bytesMax) {
        return new RetentionReason(
                RetentionReason.Kind.TENANT_BYTES,
                "the tenant has more than " + new ByteSize(bytesMax) + " (limits_config.retention_bytes)");
    }

    private RetentionReason bucketReason() {
        return new RetentionReason(
                RetentionReason.Kind.BUCKET_BYTES,
                "the bucket has more than " + new ByteSize(bounds.bucketBytesMax()) + " (compactor.retention_bytes)");
    }
}
