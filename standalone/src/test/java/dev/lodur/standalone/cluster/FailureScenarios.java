package dev.lodur.standalone.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A cluster that several failures befall one after the other; each begins with everything healthy. The head is flushed
 * every few seconds, so that lines are in the log, the spool and the bucket when something breaks, and what is in the
 * bucket is merged all the time, while some of it is deleted and grows too old.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FailureScenarios {
    /** What an orchestrator gives a service to stop in. */
    static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);

    static final Duration SETTLE_PATIENCE = Duration.ofSeconds(60);
    /** Lines that show that a load goes on. */
    static final int SOME_LINES = 150;

    final Random random = Rounds.random();
    private final Shape shape;
    private Cluster cluster;
    private Compactions compactions;
    private Removals removals;

    FailureScenarios(Shape shape) {
        this.shape = shape.thatBreaks()
                .withFlags(
                        "-ingester.chunks-idle-period=3s",
                        "-ingester.flush-check-period=500ms",
                        "-compactor.segment-age-min=0s",
                        "-compactor.retention-enabled=true",
                        "-compactor.delete-request-cancel-period=0s",
                        "-store.retention=" + Removals.RETENTION);
    }

    @BeforeAll
    void startTheCluster() {
        cluster = Cluster.start(getClass().getSimpleName(), shape);
        compactions = Compactions.start(() -> cluster.all(Role.COMPACTOR));
        removals = Removals.start(
                cluster.balanced(Role.DISTRIBUTOR), cluster.balanced(Role.QUERIER), () -> cluster.all(Role.COMPACTOR));
    }

    @BeforeEach
    void restoreTheCluster() {
        cluster.restore();
    }

    /** Whatever has happened to the compactors, they go on in the end. */
    @AfterAll
    void awaitTheCompactor() {
        try {
            if (removals != null) {
                cluster.restore();
                cluster.flush();
                compactions.awaitAll();
                removals.awaitExpired();
            }
        } finally {
            closeTheCluster();
        }
    }

    private void closeTheCluster() {
        if (removals != null) {
            removals.close();
        }
        if (compactions != null) {
            compactions.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    Cluster cluster() {
        return cluster;
    }

    Service any(List<Service> services) {
        return services.get(random.nextInt(services.size()));
    }

    /** Every acknowledged line is there once: now, when all of it is in the bucket, and when it is merged there. */
    void assertNothingIsLost(Checker checker) {
        checker.drain();
        checker.awaitComplete(SETTLE_PATIENCE);
        checker.assertComplete();
        cluster.flush();
        checker.assertComplete();
        if (compactions.areAtWork()) {
            compactions.awaitAll();
            checker.assertComplete();
        }
        removals.awaitDeleted();
    }
}
