package dev.lodur.ring.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElectionTest {
    private final ManualClock clock = new ManualClock();
    private final MemoryConsul consul = new MemoryConsul(clock);
    private final Election a = new Election(consul, "lodur/compactor", "a:3100", Duration.ofSeconds(15));
    private final Election b = new Election(consul, "lodur/compactor", "b:3100", Duration.ofSeconds(15));

    @Test
    void oneOfTwoLeadsAndBothKnowWho() {
        a.step();
        b.step();

        assertThat(a.isLeading()).isTrue();
        assertThat(b.isLeading()).isFalse();
        assertThat(b.leader()).isEqualTo("a:3100");
        assertThat(a.confirm()).isTrue();
        assertThat(b.confirm()).isFalse();
    }

    @Test
    void theOtherLeadsWhenTheFirstResigns() {
        a.step();
        b.step();

        a.resign();
        b.step();

        assertThat(b.isLeading()).isTrue();
        assertThat(a.confirm()).isFalse();
        a.step();
        assertThat(a.isLeading()).isFalse();
    }

    @Test
    void oneThatSleptOverItsSessionDoesNotConfirmThoughItBelievesThatItLeads() {
        a.step();
        clock.advanceSeconds(20);
        b.step();

        assertThat(a.isLeading()).isTrue();
        assertThat(b.isLeading()).isTrue();
        assertThat(a.confirm()).isFalse();
        assertThat(a.isLeading()).isFalse();
    }

    @Test
    void anAgentThatIsAwayDoesNotTakeTheLead() {
        a.step();
        consul.setAway(true);
        a.step();
        consul.setAway(false);

        assertThat(a.confirm()).isTrue();
    }
}
