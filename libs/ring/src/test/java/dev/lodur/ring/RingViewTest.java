package dev.lodur.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RingViewTest {
    private static final MemberState JOINING = new MemberState.Joining();
    private static final MemberState ACTIVE = new MemberState.Active();
    private static final MemberState LEAVING = new MemberState.Leaving();

    private static Member member(String id, MemberState state, int... tokens) {
        return new Member(id, id + ":9095", "", state, tokens);
    }

    private static List<String> ids(List<Member> members) {
        return members.stream().map(Member::id).toList();
    }

    @Test
    void anEmptyRingHasNoCandidates() {
        assertThat(RingView.EMPTY.candidates(7, 3)).isEmpty();
    }

    @Test
    void theWalkBeginsAtTheTokenAndGoesAroundAsUnsigned() {
        var view =
                new RingView(List.of(member("a", ACTIVE, 100, 400), member("b", ACTIVE, 200), member("c", ACTIVE, -5)));

        assertThat(ids(view.candidates(100, 3))).containsExactly("a", "b", "c");
        assertThat(ids(view.candidates(101, 3))).containsExactly("b", "a", "c");
        assertThat(ids(view.candidates(401, 3))).containsExactly("c", "a", "b");
        assertThat(ids(view.candidates(-1, 3))).containsExactly("a", "b", "c");
        assertThat(ids(view.candidates(401, 2))).containsExactly("c", "a");
    }

    @Test
    void joiningAndLeavingMembersAreNoCandidatesAndUnhealthyOnesComeLast() {
        var view = new RingView(List.of(
                member("a", new MemberState.Active().lost(), 1),
                member("b", JOINING, 2),
                member("c", LEAVING, 3),
                member("d", ACTIVE, 4),
                member("e", new MemberState.Leaving().lost(), 5)));

        assertThat(ids(view.candidates(0, 5))).containsExactly("d", "a");
        assertThat(view.writableCount()).isEqualTo(1);
    }

    @Test
    void removingAMemberMovesOnlyItsOwnStreams() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            members.add(member("m" + i, ACTIVE, Member.randomTokens(random, Member.TOKENS_DEFAULT)));
        }
        var before = new RingView(members);
        var after = new RingView(members.subList(0, 4));

        for (int i = 0; i < 5000; i++) {
            int token = random.nextInt();
            List<Member> was = before.candidates(token, 1);
            if (!was.getFirst().id().equals("m4")) {
                assertThat(after.candidates(token, 1)).isEqualTo(was);
            }
        }
    }

    @Test
    void replicasAreDistinct() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            members.add(member("m" + i, ACTIVE, Member.randomTokens(random, 16)));
        }
        var view = new RingView(members);

        for (int i = 0; i < 1000; i++) {
            List<Member> replicas = view.candidates(random.nextInt(), 3);
            assertThat(new HashSet<>(replicas)).hasSize(3);
        }
    }

    @Test
    void aLostMemberReturnsToTheStateBefore() {
        var lost = new MemberState.Joining().lost();

        assertThat(lost.recover()).isEqualTo(JOINING);
        assertThat(new MemberState.Joining().activate().leave()).isEqualTo(LEAVING);
        assertThatThrownBy(() -> new MemberState.Unhealthy(lost)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRingInThisProcessFollowsItsMembers() {
        var ring = new InProcessRing();
        ring.put(member("a", JOINING, 1));
        assertThat(ring.view().writableCount()).isZero();

        ring.setState("a", ACTIVE);
        assertThat(ids(ring.view().candidates(0, 1))).containsExactly("a");

        ring.remove("a");
        assertThat(ring.view().members()).isEmpty();
    }

    @Test
    void withZonesOneOfEachZoneComesBeforeASecondOneOfAny() {
        List<Member> members = List.of(
                new Member("a", "", "x", new MemberState.Active(), new int[] {10}),
                new Member("b", "", "x", new MemberState.Active(), new int[] {20}),
                new Member("c", "", "y", new MemberState.Active(), new int[] {30}),
                new Member("d", "", "y", new MemberState.Active(), new int[] {40}));

        assertThat(new RingView(members, true).candidates(5, 4))
                .extracting(Member::id)
                .containsExactly("a", "c", "b", "d");
        assertThat(new RingView(members, true).candidates(5, 2))
                .extracting(Member::id)
                .containsExactly("a", "c");
        assertThat(new RingView(members, false).candidates(5, 4))
                .extracting(Member::id)
                .containsExactly("a", "b", "c", "d");
    }
}
