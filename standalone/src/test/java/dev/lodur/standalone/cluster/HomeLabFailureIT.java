package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One of each, and each line kept once, as in a home lab: what breaks may delay lines but not lose one. */
class HomeLabFailureIT extends FailureScenarios {
    HomeLabFailureIT() {
        super(Shape.HOME_LAB);
    }

    @Test
    void eachRoleIsKilledAtARandomMomentAgainAndAgain() {
        try (Checker checker = cluster().startChecker()) {
            for (int round = 0; round < 2 * Rounds.count(); round++) {
                List<Role> roles = new ArrayList<>(List.of(Role.values()));
                Collections.shuffle(roles, random);
                for (Role role : roles) {
                    // given
                    checker.awaitMore(random.nextInt(SOME_LINES));
                    Service victim = any(cluster().all(role));

                    // when
                    victim.kill();
                    victim.start();
                }
            }

            // then
            assertNothingIsLost(checker);
        }
    }

    @Test
    void ingestersGrowFromOneToThreeAndBackUnderLoad() {
        try (Checker checker = cluster().startChecker()) {
            // given
            Service first = cluster().ingester(0);
            checker.awaitMore(SOME_LINES);

            // when
            Service second = cluster().add(Role.INGESTER);
            Service third = cluster().add(Role.INGESTER);
            cluster().awaitRing(3);
            checker.awaitMore(SOME_LINES);
            first.terminate(KILL_TIMEOUT);
            cluster().remove(first);
            checker.awaitMore(SOME_LINES);
            third.terminate(KILL_TIMEOUT);
            cluster().remove(third);

            // then
            cluster().awaitRing(1);
            checker.awaitMore(SOME_LINES);
            assertNothingIsLost(checker);
            assertThat(cluster().all(Role.INGESTER)).containsExactly(second);
        }
    }

    @Test
    void aTerminatedIngesterLosesNothingAndLeavesTheRingClean() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().ingester(0).terminate(KILL_TIMEOUT);

            // then
            assertThat(cluster().ring()).isEmpty();
            assertThat(checker.isComplete()).isTrue();
            cluster().ingester(0).start();
            cluster().awaitRing(1);
            assertNothingIsLost(checker);
        }
    }

    @Test
    void aBucketThatIsAwayAtTheEndOfAnIngesterCostsNothing() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);

            // when
            cluster().bucket().faults().setAway(true);
            checker.awaitMore(SOME_LINES);
            cluster().ingester(0).terminate(KILL_TIMEOUT);

            // then
            assertThat(cluster().ring()).as("its lines are not in the bucket").hasSize(1);
            cluster().bucket().faults().setAway(false);
            cluster().ingester(0).start();
            assertNothingIsLost(checker);
        }
    }

    @Test
    void theLinesOfAnIngesterComeBackWithItsVolumeOnAnotherNode() {
        try (Checker checker = cluster().startChecker()) {
            // given
            checker.awaitMore(SOME_LINES);
            Service gone = cluster().ingester(0);
            gone.kill();

            // when
            Service replacement = cluster().replace(gone);
            cluster().awaitRing(1);

            // then
            assertThat(replacement.base()).isNotEqualTo(gone.base());
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
}
