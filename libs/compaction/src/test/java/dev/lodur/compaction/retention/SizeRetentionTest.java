package dev.lodur.compaction.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.retention.SizeRetention.Outcome;
import dev.lodur.model.Tenant;
import dev.lodur.store.DayRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SizeRetentionTest {
    private static final Tenant A = new Tenant("a");
    private static final Tenant B = new Tenant("b");
    private static final long MB = 1 << 20;
    private static final long GB = 1 << 30;

    private static HeldSegment segment(Tenant tenant, String key, long sizeBytes, long maxNanos) {
        return segment(tenant, key, sizeBytes, maxNanos, true);
    }

    private static HeldSegment segment(Tenant tenant, String key, long sizeBytes, long maxNanos, boolean settled) {
        return new HeldSegment(tenant, DayRange.dayOf(maxNanos), key, sizeBytes, 1, maxNanos - 1, maxNanos, settled);
    }

    private static List<String> keys(Outcome outcome) {
        return outcome.removals().stream()
                .map(removal -> removal.segment().key())
                .toList();
    }

    private static SizeRetention bucket(long bytesMax) {
        return new SizeRetention(tenant -> 0, new SizeBounds(bytesMax, 1));
    }

    @Test
    void theOldestLinesGoFirstUntilTheHeadroomIsFree() {
        List<HeldSegment> all = List.of(
                segment(B, "new", 3 * GB, 40),
                segment(A, "oldest", GB, 10),
                segment(B, "old", 2 * GB, 20),
                segment(A, "mid", 3 * GB, 30));

        Outcome outcome = bucket(9 * GB).choose(all, 0);

        assertThat(keys(outcome)).as("8 GB are for segments").containsExactly("oldest");
        assertThat(outcome.keptBytes()).isEqualTo(8 * GB);
        assertThat(outcome.excessBytes()).isZero();
        assertThat(outcome.removals().getFirst().reason())
                .isEqualTo(new RetentionReason(
                        RetentionReason.Kind.BUCKET_BYTES, "the bucket has more than 9GB (compactor.retention_bytes)"));
        assertThat(outcome.expiredBeforeNanos()).isEqualTo(Map.of(A, 11L));
    }

    @Test
    void whatFitsStays() {
        Outcome outcome = bucket(9 * GB).choose(List.of(segment(A, "a", 8 * GB, 10)), 0);

        assertThat(outcome.removals()).isEmpty();
    }

    @Test
    void whatNoCatalogNamesTakesRoom() {
        List<HeldSegment> all = List.of(segment(A, "1", GB, 10), segment(A, "2", GB, 20), segment(A, "3", 6 * GB, 30));

        assertThat(keys(bucket(9 * GB).choose(all, 0))).isEmpty();
        assertThat(keys(bucket(9 * GB).choose(all, 1))).containsExactly("1");
        assertThat(keys(bucket(9 * GB).choose(all, GB + 1))).containsExactly("1", "2");
    }

    @Test
    void objectsThatAreNoLinesNeverCostMoreThanHalfOfTheLines() {
        List<HeldSegment> all = List.of(segment(A, "1", 4 * GB, 10), segment(A, "2", 4 * GB, 20));

        assertThat(keys(bucket(8 * GB).choose(all, 50 * GB))).containsExactly("1");
    }

    @Test
    void aTenantsOwnBoundComesFirstAndHasNoHeadroom() {
        SizeRetention sizes = new SizeRetention(tenant -> tenant.equals(B) ? 2 * GB : 0, new SizeBounds(8 * GB, 1));
        List<HeldSegment> all = List.of(
                segment(A, "a-oldest", 5 * GB, 1),
                segment(B, "b1", GB, 10),
                segment(B, "b2", GB, 20),
                segment(B, "b3", GB, 30));

        Outcome outcome = sizes.choose(all, 0);

        assertThat(keys(outcome)).as("with b1 gone the bucket fits").containsExactly("b1");
        assertThat(outcome.removals().getFirst().reason())
                .isEqualTo(new RetentionReason(
                        RetentionReason.Kind.TENANT_BYTES,
                        "the tenant has more than 2GB (limits_config.retention_bytes)"));
    }

    @Test
    void whatWasCommittedJustNowIsPassedOver() {
        List<HeldSegment> all = List.of(
                segment(A, "fresh", 6 * GB, 10, false),
                segment(A, "2", 2 * GB, 20),
                segment(A, "3", 2 * GB, 30, false));

        Outcome outcome = bucket(6 * GB).choose(all, 0);

        assertThat(keys(outcome)).containsExactly("2");
        assertThat(outcome.excessBytes()).isEqualTo(8 * GB - 5 * GB - 256 * MB);
    }

    @Test
    void theHeadroomIsThatOfTheMergesButAtMostAnEighth() {
        assertThat(new SizeBounds(100 * GB, 3).headroomBytes()).isEqualTo(3 * GB);
        assertThat(new SizeBounds(GB, 1).headroomBytes()).isEqualTo(128 * MB);
    }

    @Test
    void whateverThereIsNothingNewerGoesBeforeSomethingOlderAndBoundsHold() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<HeldSegment> all = randomSegments(random);
            long tenantMax = random.nextBoolean() ? 0 : random.nextLong(10_000);
            SizeBounds bounds = new SizeBounds(random.nextBoolean() ? 0 : 1 + random.nextLong(30_000), 1);
            long strayBytes = random.nextLong(10_000);

            Outcome outcome = new SizeRetention(tenant -> tenantMax, bounds).choose(all, strayBytes);

            check("seed " + seed, all, outcome, tenantMax, bounds, strayBytes);
        }
    }

    private static List<HeldSegment> randomSegments(Random random) {
        List<HeldSegment> all = new ArrayList<>();
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            Tenant tenant = random.nextBoolean() ? A : B;
            all.add(segment(tenant, "k" + i, random.nextLong(3_000), random.nextLong(50), random.nextInt(5) > 0));
        }
        return all;
    }

    private static void check(
            String seed, List<HeldSegment> all, Outcome outcome, long tenantMax, SizeBounds bounds, long strayBytes) {
        Set<String> gone = new HashSet<>(keys(outcome));
        List<HeldSegment> kept =
                all.stream().filter(segment -> !gone.contains(segment.key())).toList();
        long keptBytes = kept.stream().mapToLong(HeldSegment::sizeBytes).sum();
        assertThat(outcome.keptBytes()).as(seed).isEqualTo(keptBytes);
        assertThat(gone).as(seed).hasSize(outcome.removals().size());
        Set<Tenant> withSettled = kept.stream()
                .filter(HeldSegment::settled)
                .map(HeldSegment::tenant)
                .collect(Collectors.toSet());
        for (Tenant tenant : withSettled) {
            long bytes = kept.stream()
                    .filter(segment -> segment.tenant().equals(tenant))
                    .mapToLong(HeldSegment::sizeBytes)
                    .sum();
            assertThat(tenantMax == 0 || bytes <= tenantMax).as(seed).isTrue();
        }
        if (bounds.bucketBytesMax() > 0 && !withSettled.isEmpty()) {
            assertThat(keptBytes).as(seed).isLessThanOrEqualTo(bounds.segmentBytesMax(strayBytes));
        }
        for (SizeRetention.Removal removal : outcome.removals()) {
            assertThat(removal.segment().settled()).as(seed).isTrue();
            boolean ofBucket = removal.reason().kind() == RetentionReason.Kind.BUCKET_BYTES;
            assertThat(kept.stream()
                            .filter(HeldSegment::settled)
                            .filter(segment -> ofBucket
                                    || segment.tenant().equals(removal.segment().tenant()))
                            .filter(segment -> segment.maxTimestampNanos()
                                    < removal.segment().maxTimestampNanos()))
                    .as(seed)
                    .isEmpty();
        }
    }
}
