package dev.lodur.querier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.ring.InProcessRing;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RingIngestersTest {
    private static final long HEARD_MILLIS = 1_800_000_000_000L;
    private static final long HEARD_NANOS = TimeUnit.MILLISECONDS.toNanos(HEARD_MILLIS);

    private final InProcessRing ring = new InProcessRing();
    private final PeerChannels channels = new PeerChannels(1 << 20);
    private final RingIngesters ingesters =
            new RingIngesters(ring, new GrpcConnections(channels), Duration.ofMinutes(1));

    @AfterEach
    void stop() {
        channels.close();
    }

    private void put(String id, MemberState state, long oldestUnflushedNanos) {
        ring.put(new Member(id, id + ":9095", "", state, new int[0])
                .withFacts(new Member.Facts("", 0, HEARD_MILLIS, oldestUnflushedNanos)));
    }

    @Test
    void whoeverMayHaveRowsIsAskedInWhateverStateItIs() {
        put("joining", new MemberState.Joining(), 0);
        put("active", new MemberState.Active(), 0);
        put("leaving", new MemberState.Active().leave(), 0);
        put("lost", new MemberState.Active().lost(), 0);

        assertThat(ingesters.view().members())
                .extracting(IngesterDirectory.Member::name)
                .containsExactlyInAnyOrder("joining", "active", "leaving", "lost");
        assertThat(ingesters.view().absent()).isEmpty();
        assertThat(ingesters.flushes()).containsOnlyKeys("joining", "active", "leaving", "lost");
    }

    @Test
    void oneThatWasGivenUpIsWarnedOfFromTheOldestRowThatItHadOn() {
        put("gone", new MemberState.Active().lost().forget(), 5);

        IngesterDirectory.View view = ingesters.view();

        assertThat(view.members()).isEmpty();
        assertThat(view.absent()).singleElement().satisfies(absent -> {
            assertThat(absent.name()).isEqualTo("gone");
            assertThat(absent.mayHold().startNanos()).isEqualTo(5);
            assertThat(absent.mayHold().endNanos()).isGreaterThan(HEARD_NANOS);
        });
        assertThat(ingesters.flushes()).isEmpty();
    }

    @Test
    void oneThatHadHandedOverAllMayHaveTakenMoreSinceThen() {
        put("gone", new MemberState.Active().lost().forget(), Member.Facts.NOTHING_UNFLUSHED);

        assertThat(ingesters.view().absent())
                .singleElement()
                .satisfies(absent ->
                        assertThat(absent.mayHold().contains(HEARD_NANOS)).isTrue());
    }

    @Test
    void aChangeOfTheRingIsSeenAndNothingIsMadeAnewWithoutOne() {
        put("a", new MemberState.Active(), 0);
        IngesterDirectory.View before = ingesters.view();

        assertThat(ingesters.view()).isSameAs(before);
        put("b", new MemberState.Active(), 0);

        assertThat(ingesters.view().members()).hasSize(2);
    }
}
