package dev.lodur.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenSharesTest {
    private static Member member(String id, int... tokens) {
        return new Member(id, "", "", new MemberState.Active(), tokens);
    }

    @Test
    void aMemberOwnsTheArcsThatEndAtItsTokens() {
        Map<String, Double> shares =
                TokenShares.of(new RingView(List.of(member("a", 0x4000_0000), member("b", 0x8000_0000, 0xC000_0000))));

        assertThat(shares).containsExactlyInAnyOrderEntriesOf(Map.of("a", 0.5, "b", 0.5));
    }

    @Test
    void oneTokenOwnsAll() {
        assertThat(TokenShares.of(new RingView(List.of(member("a", 7))))).containsEntry("a", 1.0);
    }

    @Test
    void withoutTokensNobodyOwnsAnything() {
        assertThat(TokenShares.of(RingView.EMPTY)).isEmpty();
    }

    @Test
    void sharesOfManyAreAWholeAndAsManyOfRandomTokensFallToEach() {
        Random random = new Random(5);
        RingView view = new RingView(IntStream.range(0, 5)
                .mapToObj(i -> member("m" + i, Member.randomTokens(random, 128)))
                .toList());
        Map<String, Double> shares = TokenShares.of(view);

        int asked = 20_000;
        long first = random.ints(asked)
                .filter(token -> view.candidates(token, 1).getFirst().id().equals("m0"))
                .count();

        assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
        assertThat((double) first / asked).isCloseTo(shares.get("m0"), within(0.02));
    }
}
