package dev.lodur.ring.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingMembershipTest {
    private static final String PREFIX = "loki/collectors/";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final MemoryConsul consul = new MemoryConsul(clock);
    private final AtomicLong oldestUnflushed = new AtomicLong(Member.Facts.NOTHING_UNFLUSHED);
    private final AtomicInteger conflicts = new AtomicInteger();
    private final ConsulRing ring = new ConsulRing(consul, PREFIX, false, Duration.ofMinutes(2), clock, clock);

    @Test
    void aMemberIsJoiningThenActiveThenGone() {
        RingMembership a = member("a", "volume-a");

        a.step();
        assertThat(seen("a").state()).isEqualTo(new MemberState.Joining());
        a.activate();
        a.step();
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
        assertThat(seen("a").address()).isEqualTo("10.0.0.1:9095");
        a.beginLeaving();
        a.step();
        assertThat(seen("a").state()).isEqualTo(new MemberState.Leaving());
        a.leave(true);
        assertThat(view()).isEmpty();
        a.step();
        assertThat(view()).isEmpty();
    }

    @Test
    void tokensAndTheTimeOfRegistrationSurviveARestart() {
        RingMembership first = active("a", "volume-a");
        Member before = seen("a");
        first.leave(true);
        clock.advanceSeconds(3600);

        active("a", "volume-a");

        assertThat(seen("a").tokens()).isEqualTo(before.tokens()).hasSize(128);
        assertThat(seen("a").facts().registeredMillis())
                .isEqualTo(before.facts().registeredMillis());
    }

    @Test
    void aProcessThatDiedIsUnhealthyWhenItsSessionHasEndedAndActiveWhenItIsBack() {
        active("a", "volume-a");
        clock.advanceSeconds(16);

        assertThat(seen("a").state()).isEqualTo(new MemberState.Unhealthy(new MemberState.Active()));
        active("a", "volume-a");
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
    }

    @Test
    void aProcessThatIsBackBeforeItsOldSessionEndsTakesItsKeyAtOnce() {
        active("a", "volume-a");

        active("a", "volume-a");

        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
        assertThat(conflicts).hasValue(0);
    }

    @Test
    void aSecondProcessWithTheSameIdIsRefusedWhileTheFirstLives() {
        RingMembership first = active("a", "volume-a");
        RingMembership second = member("a", "volume-b");

        for (int second5 = 0; second5 < 12; second5++) {
            first.step();
            second.step();
            clock.advanceSeconds(5);
        }

        assertThat(conflicts).hasPositiveValue();
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
    }

    @Test
    void aSecondProcessWithTheSameIdTakesOverWhenTheFirstHasDied() {
        active("a", "volume-a");
        RingMembership second = member("a", "volume-b");

        for (int step = 0; step < 5; step++) {
            second.step();
            clock.advanceSeconds(5);
            second.activate();
        }
        second.step();

        assertThat(conflicts).hasValue(0);
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
    }

    @Test
    void anAgentThatIsAwayChangesNothingAndTheMemberIsBackWithIt() {
        RingMembership a = active("a", "volume-a");
        ring.follow(Duration.ZERO);
        consul.setAway(true);
        for (int step = 0; step < 20; step++) {
            clock.advanceSeconds(5);
            a.step();
        }
        assertThat(ring.view().members()).hasSize(1);
        consul.setAway(false);

        assertThat(seen("a").state()).isInstanceOf(MemberState.Unhealthy.class);
        a.step();
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
    }

    @Test
    void membersThatConsulHasLostAreTriedAndWarnedOfUntilTheyAreBack() {
        RingMembership a = active("a", "volume-a");
        active("b", "volume-b");
        ring.follow(Duration.ZERO);

        consul.forgetAll();

        assertThat(view()).extracting(Member::id).containsExactly("a", "b");
        assertThat(view()).extracting(Member::state).containsOnly(new MemberState.Unhealthy(new MemberState.Active()));
        assertThat(ring.view().candidates(0, 3)).hasSize(2);
        a.step();
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
        ring.writeOff("b");
        assertThat(view()).extracting(Member::id).containsExactly("a");
    }

    @Test
    void aKeyThatSomebodyRemovedComesBack() {
        RingMembership a = active("a", "volume-a");
        consul.deleteIf(
                PREFIX + "ring/a",
                consul.get(PREFIX + "ring/a", 0, Duration.ZERO)
                        .value()
                        .orElseThrow()
                        .modifyIndex());

        a.step();

        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
    }

    @Test
    void theOldestUnflushedEntryIsToldAtOnceWhenItGetsOlderAndSeldomOtherwise() {
        RingMembership a = active("a", "volume-a");
        oldestUnflushed.set(1_000_000_000_000L);
        a.step();
        assertThat(seen("a").facts().oldestUnflushedNanos()).isEqualTo(1_000_000_000_000L);

        oldestUnflushed.set(1_030_000_000_000L);
        a.step();
        assertThat(seen("a").facts().oldestUnflushedNanos()).isEqualTo(1_000_000_000_000L);
        oldestUnflushed.set(1_060_000_000_000L);
        a.step();
        assertThat(seen("a").facts().oldestUnflushedNanos()).isEqualTo(1_060_000_000_000L);
        oldestUnflushed.set(999_000_000_000L);
        a.step();
        assertThat(seen("a").facts().oldestUnflushedNanos()).isEqualTo(999_000_000_000L);
    }

    @Test
    void aMemberThatLeavesWithRowsLeftStaysKnownToReaders() {
        oldestUnflushed.set(5);
        RingMembership a = active("a", "volume-a");
        a.beginLeaving();

        a.leave(false);

        assertThat(seen("a").state()).isEqualTo(new MemberState.Unhealthy(new MemberState.Leaving()));
        assertThat(seen("a").facts().oldestUnflushedNanos()).isEqualTo(5);
        assertThat(ring.view().candidates(0, 3)).isEmpty();
    }

    @Test
    void aMemberThatIsLostForLongIsForgottenAlsoInARingOfTwoAndIsBackWhenItComes() {
        RingMembership alive = active("a", "volume-a");
        active("b", "volume-b");
        for (int step = 0; step < 40; step++) {
            clock.advanceSeconds(5);
            alive.step();
            ring.follow(Duration.ZERO);
        }

        assertThat(seen("b").state()).isEqualTo(new MemberState.Forgotten(new MemberState.Active()));
        assertThat(ring.view().candidates(0, 3)).extracting(Member::id).containsExactly("a");
        active("b", "volume-b");
        assertThat(seen("b").state()).isEqualTo(new MemberState.Active());
    }

    @Test
    void anOperatorForgetsAndWritesOffOnlyWhoIsDead() {
        active("a", "volume-a");

        assertThatThrownBy(() -> ring.forget("a"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatThrownBy(() -> ring.writeOff("a")).isInstanceOf(LodurException.class);
        assertThatThrownBy(() -> ring.forget("nobody"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        clock.advanceSeconds(20);
        ring.forget("a");
        assertThat(seen("a").state()).isEqualTo(new MemberState.Forgotten(new MemberState.Active()));
        ring.writeOff("a");
        assertThat(view()).isEmpty();
    }

    @Test
    void aSessionThatWasLostThoughItStillHoldsTheKeyIsNoOtherProcess() {
        RingMembership a = active("a", "volume-a");
        consul.forgetRenewals();

        a.step();

        assertThat(conflicts).hasValue(0);
        assertThat(seen("a").state()).isEqualTo(new MemberState.Active());
    }

    private RingMembership active(String id, String volume) {
        RingMembership member = member(id, volume);
        member.activate();
        member.step();
        member.step();
        return member;
    }

    private RingMembership member(String id, String volume) {
        RingSettings settings = new RingSettings(
                PREFIX,
                id,
                "10.0.0.1:9095",
                "10.0.0.1:3100",
                "",
                Member.TOKENS_DEFAULT,
                folder.resolve(volume).resolve("ring.json"),
                RingSettings.SESSION_TIME_TO_LIVE,
                RingSettings.CONFLICT_PATIENCE);
        return new RingMembership(
                consul,
                settings,
                new DiskFileLayer(),
                clock,
                clock,
                new Random(1),
                oldestUnflushed::get,
                conflicts::incrementAndGet);
    }

    private Member seen(String id) {
        return view().stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<Member> view() {
        ring.follow(Duration.ZERO);
        return ring.view().members();
    }
}
