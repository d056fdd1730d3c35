package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.MergeProgress;
import dev.lodur.http.ServiceStatus;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.DayCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The compactor of this process: in each round, where it leads, it reads the catalogs, and before that it lists the
 * bucket every hour unless that is large, and sweeps every few hours. A round that fails is told in the log and tried again with the next. Thread-safe.
 */
final class Compactor implements ServiceStatus {
    private static final System.Logger LOGGER = System.getLogger(Compactor.class.getName());
    private static final long SWEEP_PERIOD_MILLIS = Duration.ofHours(6).toMillis();
    private static final long LISTING_PERIOD_MILLIS = Duration.ofHours(1).toMillis();
    /** Above these a listing takes more requests than should be made every hour: one for a thousand. */
    private static final long LISTED_OFTEN_MAX = 20_000;

    private final CompactorLock lock;
    private final OrphanSweep sweep;
    private final Supplier<BucketInventory> listing;
    private final CatalogSurvey survey;
    private final Compaction compaction;
    private final List<Chore> chores;
    private final CompactionPolicy policy;
    private final Clock clock;
    private final CompactorMetrics metrics;
    private final ReentrantLock running = new ReentrantLock();
    private BucketInventory inventory = new BucketInventory();
    private long listedMillis;
    private long strayBytes;
    private volatile CompactorReport report = CompactorReport.NONE;
    private volatile boolean stopping;

    /**
     * @param listing what there is in the bucket
     * @param moreChores done behind the compaction, in this order
     */
    Compactor(
            CompactorLock lock,
            OrphanSweep sweep,
            Supplier<BucketInventory> listing,
            CatalogSurvey survey,
            Compaction compaction,
            List<Chore> moreChores,
            CompactionPolicy policy,
            Clock clock,
            CompactorMetrics metrics) {
        this.lock = lock;
        this.sweep = sweep;
        this.listing = listing;
        this.survey = survey;
        this.compaction = compaction;
        this.chores = Stream.concat(Stream.of(compaction), moreChores.stream()).toList();
        this.policy = policy;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** One round; does nothing where another process leads, or the last round is not over yet. */
    void run() {
        if (!stopping && lock.isLeading() && running.tryLock()) {
            round(policy, isSweepDue());
        }
    }

    /**
     * One round that merges all that may be merged, without waiting for more to come.
     *
     * @throws LodurException with CONFLICT where another process leads or a round is at work, UNAVAILABLE where it failed
     */
    void runEagerly() {
        if (stopping || !lock.isLeading()) {
            throw new LodurException(
                    ErrorCode.CONFLICT, "this process does not lead" + (leader().isEmpty() ? "" : ", ask " + leader()));
        }
        if (!running.tryLock()) {
            throw new LodurException(ErrorCode.CONFLICT, "a round is at work, see /compactor; ask again later");
        }
        round(policy.eager(), true);
        String failure = report.lastFailure();
        if (!failure.isEmpty()) {
            throw new LodurException(ErrorCode.UNAVAILABLE, failure);
        }
    }

    /** The caller holds the lock, which is given back. */
    private void round(CompactionPolicy roundPolicy, boolean sweeping) {
        try {
            boolean listed = sweeping || isListingDue();
            if (sweeping) {
                sweep();
            } else if (listed) {
                keep(listing.get());
            }
            List<DayCatalog> days = read();
            if (listed) {
                strayBytes = inventory.strayBytes(days);
            }
            Round round = new Round(days, roundPolicy, strayBytes, () -> !stopping && lock.isLeading());
            for (Chore chore : chores) {
                round = chore.run(round) ? round.with(read()) : round;
            }
            report = report.succeeded(clock.millis());
            metrics.ran(true);
        } catch (LodurException e) {
            report = report.failed(e.text());
            metrics.ran(false);
            LOGGER.log(
                    System.Logger.Level.WARNING, "the compactor's round failed, the next one tries again: " + e.text());
        } finally {
            running.unlock();
        }
    }

    private boolean isSweepDue() {
        return report.sweptMillis() == 0 || clock.millis() - report.sweptMillis() >= SWEEP_PERIOD_MILLIS;
    }

    /** New tenants, and days that were empty, are only seen in a listing. */
    private boolean isListingDue() {
        return inventory.objects() <= LISTED_OFTEN_MAX && clock.millis() - listedMillis >= LISTING_PERIOD_MILLIS;
    }

    private void keep(BucketInventory listed) {
        inventory = listed;
        listedMillis = clock.millis();
    }

    private void sweep() {
        BucketInventory listed = new BucketInventory();
        SweepResult result = sweep.run(listed);
        keep(listed);
        report = report.withSweep(result, listed.sizeBytes(), clock.millis());
        metrics.swept(result);
    }

    private List<DayCatalog> read() {
        List<DayCatalog> days = survey.read(inventory.days());
        report = report.withDays(days.stream().map(DaySummary::of).toList());
        return days;
    }

    /** The merge that is at work, or null. */
    @Nullable MergeProgress merging() {
        return compaction.running();
    }

    CompactorReport report() {
        return report;
    }

    boolean isLeading() {
        return lock.isLeading();
    }

    /** As {@link CompactorLock#leader}. */
    String leader() {
        return lock.leader();
    }

    /** Begins no further round. */
    void stop() {
        stopping = true;
    }

    @Override
    public String name() {
        return "compactor";
    }

    @Override
    public String state() {
        return stopping ? "Stopping" : "Running";
    }

    /** It holds nothing: it is ready as soon as it is there. */
    @Override
    public String notReadyReason() {
        return "";
    }
}
