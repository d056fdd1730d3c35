package dev.lodur.ingester.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.ring.Member;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.MemoryConsul;
import dev.lodur.ring.consul.RingMembership;
import dev.lodur.ring.consul.RingSettings;
import dev.lodur.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptedMembersTest {
    private static final String PREFIX = "lodur/";

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final MemoryConsul consul = new MemoryConsul(clock);
    private final ConsulRing ring = new ConsulRing(consul, PREFIX, false, Duration.ZERO, clock, clock);
    private final AdoptedMembers adopted = new AdoptedMembers(ring, clock);

    private RingMembership member(String id) {
        RingSettings settings = new RingSettings(
                PREFIX,
                id,
                id + ":9095",
                id + ":3100",
                "",
                4,
                folder.resolve(id).resolve("ring.json"),
                RingSettings.SESSION_TIME_TO_LIVE,
                RingSettings.CONFLICT_PATIENCE);
        RingMembership membership = new RingMembership(
                consul, settings, new DiskFileLayer(), clock, clock, new Random(1), () -> 0, () -> {});
        membership.step();
        return membership;
    }

    private List<String> members() {
        ring.follow(Duration.ZERO);
        return ring.view().members().stream().map(Member::id).toList();
    }

    @Test
    void oneThatDiedIsOutAsSoonAsItsSessionHasEnded() {
        member("dead");
        adopted.adopted("dead");

        adopted.step();
        assertThat(members()).as("its session lives on for a while").containsExactly("dead");
        clock.advance(RingSettings.SESSION_TIME_TO_LIVE);
        adopted.step();

        assertThat(members()).isEmpty();
    }

    @Test
    void whileConsulIsAwayItWaits() {
        member("dead");
        adopted.adopted("dead");
        consul.setAway(true);
        clock.advance(Duration.ofMinutes(10));
        adopted.step();

        consul.setAway(false);
        adopted.step();

        assertThat(members()).isEmpty();
    }

    @Test
    void oneThatRunsAgainOnAnotherVolumeStaysAlsoWhenItDiesLater() {
        RingMembership again = member("again");
        adopted.adopted("again");

        for (int i = 0; i < 12; i++) {
            adopted.step();
            clock.advanceSeconds(5);
            again.step();
        }
        clock.advance(Duration.ofMinutes(1));
        adopted.step();

        assertThat(members()).containsExactly("again");
    }

    @Test
    void oneThatWasNoMemberIsForgotten() {
        adopted.adopted("stranger");

        adopted.step();
        member("stranger");
        clock.advance(Duration.ofMinutes(1));
        adopted.step();

        assertThat(members()).containsExactly("stranger");
    }
}
