package dev.lodur.compactor;

import dev.lodur.http.ServiceStatus;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The compactor of this process: in each round, where it leads, it reads the catalogs, and every few hours before that it
 * sweeps. A round that fails is told in the log and tried again with the next. Thread-safe.
 */
final class Compactor implements ServiceStatus {
    private static final System.Logger LOGGER = System.getLogger(Compactor.class.getName());
    private static final long SWEEP_PERIOD_MILLIS = Duration.ofHours(6).toMillis();

    private final CompactorLock lock;
    private final OrphanSweep sweep;
    private final CatalogSurvey survey;
    private final Clock clock;
    private final CompactorMetrics metrics;
    private final ReentrantLock running = new ReentrantLock();
    private BucketInventory inventory = new BucketInventory();
    private volatile CompactorReport report = CompactorReport.NONE;
    private volatile boolean stopping;

    Compactor(CompactorLock lock, OrphanSweep sweep, CatalogSurvey survey, Clock clock, CompactorMetrics metrics) {
        this.lock = lock;
        this.sweep = sweep;
        this.survey = survey;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** One round; does nothing where another process leads, or the last round is not over yet. */
    void run() {
        if (stopping || !lock.isLeading() || !running.tryLock()) {
            return;
        }
        try {
            sweepWhenDue();
            report = report.succeeded(survey.read(inventory.days()), clock.millis());
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

    private void sweepWhenDue() {
        long nowMillis = clock.millis();
        if (report.sweptMillis() > 0 && nowMillis - report.sweptMillis() < SWEEP_PERIOD_MILLIS) {
            return;
        }
        BucketInventory listed = new BucketInventory();
        SweepResult result = sweep.run(listed);
        inventory = listed;
        report = report.withSweep(result, listed.sizeBytes(), nowMillis);
        metrics.swept(result);
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
