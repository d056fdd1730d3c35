package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.s3.S3Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Three ingesters that keep each line three times: any process may die, and any network break. */
class ReplicatedFailureIT extends FailureScenarios {
    private static final int FAULTS = 40;
    private static final List<S3Fault> FAULTY = List.of(
            new S3Fault.None(),
            S3Fault.Answer.FAILED,
            S3Fault.Answer.SLOW_DOWN,
            S3Fault.Answer.TOO_MANY,
            new S3Fault.Slow(Duration.ofMillis(500)),
            new S3Fault.CutRequest(),
            new S3Fault.CutAnswer(),
            new S3Fault.LoseAnswer());

    ReplicatedFailureIT() {
        super(Shape.REPLICATED.withEdges(2, 2, 1));
    }

    @Test
    void eachRoleIsKilledAtARandomMomentAgainAndAgain() {
        try (Checker checker = cluster().startChecker()) {
            for (int round = 0; round < Rounds.count(); round++) {
                List<Role> roles = new ArrayList<>(List.of(Role.values()));
                Collections.shuffle(roles, random);
                for (Role role : roles) {
                    // given
                    checker.awaitMore(random.nextInt(SOME_LINES));
                    Service victim = any(cluster().all(role));

                    // when
                    victim.kill();
                    checker.awaitMore(SOME_LINES);
                    victim.start();
                }
            }

            // then
            assertNothingIsLost(checker);
        }
    }

    @Test
    void readsGoOnWithAWarningWhenTwoOfThreeIngestersAreKilled() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);
            int warned = checker.watch().warned();

            // when
            cluster().ingester(0).kill();
            cluster().ingester(2).kill();
            checker.awaitMore(SOME_LINES);

            // then
            Await.until("a read warns", SETTLE_PATIENCE, () -> checker.watch().warned() > warned);
            checker.watch().assertHonest();
            checker.watch().assertAlwaysReachable();
            cluster().ingester(0).start();
            cluster().ingester(2).start();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void aRollingRestartOfAllLosesNothing() {
        try (Checker checker = cluster().startChecker()) {
            // when
            for (Service service : cluster().all()) {
                service.terminate(KILL_TIMEOUT);
                service.start();
                checker.awaitMore(SOME_LINES / 3);
            }

            // then
            assertNothingIsLost(checker);
        }
    }

    @Test
    void theConsulAgentIsGoneLongerThanSessionsLive() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().consul().kill();
            LockSupport.parkNanos(Rounds.outage().toNanos());
            checker.awaitMore(SOME_LINES);
            cluster().consul().start();

            // then
            cluster().awaitRing(3);
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void theConsulAgentIsRestarted() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().consul().kill();
            cluster().consul().start();
            checker.awaitMore(SOME_LINES);

            // then
            cluster().awaitRing(3);
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void aConsulThatForgetsAllHidesNothing() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().consul().kill();
            cluster().startConsulAfresh();
            checker.awaitMore(SOME_LINES);

            // then
            cluster().awaitRing(3);
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void anIngesterThatConsulHasLostGoesOnServing() {
        try (Checker checker = cluster().startChecker()) {
            // given
            Service lost = any(cluster().all(Role.INGESTER));

            // when
            lost.consul().hold();
            Await.until(
                    "consul lets the session go",
                    SETTLE_PATIENCE,
                    () -> cluster().ring().stream().anyMatch(key -> !key.held()));
            checker.awaitMore(SOME_LINES);

            // then
            assertThat(lost.process().isReady()).isTrue();
            lost.consul().heal();
            cluster().awaitRing(3);
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void anIngesterThatOnlyConsulReachesStopsNothing() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);
            Service silent = any(cluster().all(Role.INGESTER));

            // when
            silent.callers().hold();
            checker.awaitMore(SOME_LINES);
            silent.callers().heal();
            checker.awaitMore(SOME_LINES);
            silent.callers().cut();
            checker.awaitMore(SOME_LINES);
            silent.callers().heal();

            // then
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void twoIngestersThatOnlyConsulReachesStopNothing() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().ingester(0).callers().hold();
            cluster().ingester(1).callers().hold();
            checker.awaitMore(SOME_LINES);
            cluster().ingester(0).callers().heal();
            cluster().ingester(1).callers().heal();

            // then
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void anIngesterThatStandsStillStopsNothing() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);
            Service still = any(cluster().all(Role.INGESTER));

            // when
            still.process().suspend();
            checker.awaitMore(SOME_LINES);
            still.process().resume();

            // then
            checker.watch().assertAlwaysReachable();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void theBucketIsGoneAndComesBack() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().bucket().faults().setAway(true);
            checker.awaitMore(5 * SOME_LINES);
            cluster().bucket().faults().setAway(false);

            // then
            assertNothingIsLost(checker);
        }
    }

    @Test
    void aBucketThatFailsAndLosesAnswersDoublesNothing() {
        try (Checker checker = cluster().startChecker()) {
            for (int i = 0; i < FAULTS; i++) {
                // when
                cluster().bucket().faults().script("PUT", FAULTY.get(random.nextInt(FAULTY.size())));
                cluster().bucket().faults().script("GET", FAULTY.get(random.nextInt(FAULTY.size())));
            }
            checker.awaitMore(5 * SOME_LINES);
            checker.drain();
            cluster().bucket().faults().endScripts();

            // then
            assertNothingIsLost(checker);
        }
    }

    /** Three copies of each line lie in segments of three ingesters: nothing merges them before they are counted. */
    @Test
    void metricQueriesCountEveryLineOnceWithoutCompaction() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);
            cluster().flush();
            checker.awaitMore(SOME_LINES);
            checker.drain();

            // then
            checker.awaitComplete(SETTLE_PATIENCE);
            checker.assertComplete();
            cluster().flush();
            checker.assertComplete();
        }
    }
}
