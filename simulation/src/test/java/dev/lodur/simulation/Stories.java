package dev.lodur.simulation;

import dev.lodur.compaction.TestBucket;
import dev.lodur.compactor.SimulatedCompactor;
import dev.lodur.lokiapi.read.DeleteQuery;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.TenantDeletes;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The stories that there are. */
final class Stories {
    private static final Duration SETTLED = Duration.ofMinutes(16);
    private static final Duration MOMENT = Duration.ofSeconds(30);
    private static final Duration HOURLY = Duration.ofMinutes(61);
    private static final Duration LATE = Duration.ofHours(6);
    private static final Duration WHILE = Duration.ofMinutes(5);
    /** Readers forget the catalogs of before, the request is processed, and no longer hides anything. */
    private static final List<Duration> PROCESSING =
            List.of(SimulatedCompactor.SETTLING, TenantDeletes.HIDDEN_AFTER_PROCESSED, SimulatedCompactor.GRACE);

    private static final List<Duration> INTO_A_DAY =
            List.of(HOURLY, MOMENT, SimulatedCompactor.GRACE, Duration.ofHours(12), MOMENT, SimulatedCompactor.GRACE);
    private static final TenantLimits TWO_CLASSES = limits(Duration.ofDays(30), 0);
    private static final TenantLimits DEBUG_FOR_A_DAY = limits(Duration.ofDays(1), 0);

    private Stories() {}

    /** Flushed segments become hourly ones, these a daily one of each class, and what they replace goes. */
    static Story merges(TestBucket bucket) {
        LoggedHours.flush(bucket);
        return whole("merges", bucket, TWO_CLASSES, INTO_A_DAY, List.of(2, 2));
    }

    /** What comes after its day was merged is merged by itself and then into its day. */
    static Story lateData(TestBucket bucket) {
        LoggedHours.flush(bucket);
        play(bucket, TWO_CLASSES, INTO_A_DAY);
        LoggedHours.flushLate(bucket);
        return whole(
                "late data",
                bucket,
                TWO_CLASSES,
                List.of(HOURLY, LATE, MOMENT, SimulatedCompactor.GRACE),
                List.of(2, 2));
    }

    /** Expired streams are taken out of flushed segments. */
    static Story expiredStreams(TestBucket bucket) {
        bucket.clock.advance(Duration.ofDays(2));
        LoggedHours.flush(bucket);
        return part(
                "expired streams",
                bucket,
                DEBUG_FOR_A_DAY,
                List.of(SETTLED, MOMENT, SimulatedCompactor.GRACE),
                Questions.about(", level!=\"debug\"", LoggedHours.ALL));
    }

    /** A segment of expired streams alone goes as a whole. */
    static Story expiredClass(TestBucket bucket) {
        LoggedHours.flush(bucket);
        play(bucket, DEBUG_FOR_A_DAY, List.of(HOURLY));
        return part(
                "expired class",
                bucket,
                DEBUG_FOR_A_DAY,
                List.of(Duration.ofDays(2), SETTLED, MOMENT, SimulatedCompactor.GRACE),
                Questions.about(", level!=\"debug\"", LoggedHours.ALL));
    }

    /** The oldest segments go, since there is room for the others only. */
    static Story tooMuch(TestBucket bucket) {
        LoggedHours.flush(bucket);
        List<CatalogEntry> all = bucket.catalog().entries();
        long keptBytes = all.stream().skip(2).mapToLong(CatalogEntry::sizeBytes).sum();
        TimeRange kept = new TimeRange(LoggedHours.START_NANOS + LoggedHours.HOUR_NANOS, LoggedHours.ALL.endNanos());
        return part(
                "too much",
                bucket,
                limits(Duration.ofDays(30), keptBytes),
                List.of(SETTLED, MOMENT, SimulatedCompactor.GRACE),
                Questions.about("", kept));
    }

    /**
     * Lines are taken out of flushed segments that a request hides since before. Some of them come so late that their
     * segment is too young in the first round.
     */
    static Story deleted(TestBucket bucket) {
        LoggedHours.flush(bucket);
        request(bucket);
        bucket.clock.advance(WHILE);
        LoggedHours.flushLate(bucket);
        List<Duration> pauses = new ArrayList<>(List.of(SETTLED.minus(WHILE), MOMENT, WHILE, MOMENT));
        pauses.addAll(PROCESSING);
        return whole("deleted lines", bucket, TWO_CLASSES, pauses, List.of(2, 2));
    }

    /** The same of segments that were merged before. */
    static Story deletedOfMerged(TestBucket bucket) {
        LoggedHours.flush(bucket);
        play(bucket, TWO_CLASSES, List.of(HOURLY));
        request(bucket);
        List<Duration> pauses = new ArrayList<>(List.of(SETTLED, MOMENT));
        pauses.addAll(PROCESSING);
        return whole("deleted lines of merged segments", bucket, TWO_CLASSES, pauses, List.of(2, 2));
    }

    private static void request(TestBucket bucket) {
        DeleteQuery query = new DeleteQuery(
                "{app=~\"web|solo\"} |~ \"p3|alone 4\"",
                LoggedHours.START_NANOS / 1_000_000,
                (LoggedHours.START_NANOS + LoggedHours.HOUR_NANOS) / 1_000_000,
                Optional.empty());
        process(bucket.store, bucket.clock, TWO_CLASSES).delete(TestBucket.TENANT, query);
    }

    private static Story whole(
            String name, TestBucket bucket, TenantLimits limits, List<Duration> pauses, List<Integer> levels) {
        List<Question> questions = Questions.about("", LoggedHours.ALL);
        return new Story(name, bucket, limits, pauses, questions, Vanishing::nothing, levels);
    }

    private static Story part(
            String name, TestBucket bucket, TenantLimits limits, List<Duration> pauses, List<Question> kept) {
        boolean bySize = limits.retention().bytesMax() > 0;
        TimeRange range = bySize
                ? new TimeRange(LoggedHours.START_NANOS, LoggedHours.START_NANOS + LoggedHours.HOUR_NANOS)
                : LoggedHours.ALL;
        Supplier<Vanishing> vanishing = () -> Vanishing.of(Questions.debugLines(range));
        return new Story(name, bucket, limits, pauses, kept, vanishing, bySize ? List.of(2, 2) : List.of(2));
    }

    private static TenantLimits limits(Duration debugPeriod, long bytesMax) {
        RetentionLimits.StreamPeriod debug = new RetentionLimits.StreamPeriod("{level=\"debug\"}", 1, debugPeriod);
        return new TenantLimits(
                TenantLimits.DEFAULTS.ingest(),
                TenantLimits.DEFAULTS.query(),
                new RetentionLimits(true, Duration.ofDays(60), List.of(debug), bytesMax));
    }

    private static void play(TestBucket bucket, TenantLimits limits, List<Duration> pauses) {
        SimulatedCompactor compactor = process(bucket.store, bucket.clock, limits);
        for (Duration pause : pauses) {
            bucket.clock.advance(pause);
            compactor.round();
        }
    }

    private static SimulatedCompactor process(ObjectStore store, ManualClock clock, TenantLimits limits) {
        return new SimulatedCompactor(store, TestBucket.NAMES, new CrashingFileLayer(), limits, clock);
    }
}
