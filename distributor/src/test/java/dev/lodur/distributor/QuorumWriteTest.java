package dev.lodur.distributor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.Entry;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.ring.InProcessRing;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.PushTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuorumWriteTest {
    private LongSupplier nanoTime = System::nanoTime;
    private static final Tenant TENANT = new Tenant("fake");

    private final InProcessRing ring = new InProcessRing();
    private final Map<String, PushTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, TreeSet<String>> stored = new ConcurrentHashMap<>();
    private final CountingMetrics metrics = new CountingMetrics();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private Duration timeout = Duration.ofSeconds(10);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void release() {
        never.countDown();
        executor.close();
    }

    /** Members {@code m0}, {@code m1}, … at tokens 0, 100, …, each storing what it gets. */
    private void members(int count) {
        for (int i = 0; i < count; i++) {
            String id = "m" + i;
            ring.put(new Member(id, id + ":9095", "", new MemberState.Active(), new int[] {100 * i}));
            targets.put(id, batch -> store(id, batch));
        }
    }

    private void store(String id, byte[] batch) {
        TreeSet<String> lines = new TreeSet<>();
        BatchReader reader = new BatchReader(batch);
        while (reader.nextStream()) {
            while (reader.nextEntry()) {
                lines.add(reader.entry().line());
            }
        }
        stored.merge(id, lines, (a, b) -> {
            a.addAll(b);
            return a;
        });
    }

    private void fails(String id, ErrorCode code) {
        targets.put(id, batch -> {
            throw new LodurException(code, id + " says no");
        });
    }

    private void hangs(String id) {
        targets.put(id, batch -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Writes a stream for each token, with the line {@code t<token>}. */
    private void write(int replicationFactor, boolean writeQuorum, int... tokens) {
        ReplicationConfig config =
                new ReplicationConfig(replicationFactor, writeQuorum, Duration.ofMillis(30), timeout);
        Replicator replicator =
                new Replicator(ring, member -> targets.get(member.id()), config, executor, nanoTime, metrics);
        BatchWriter writer = new BatchWriter(TENANT, 100);
        for (int token : tokens) {
            writer.beginStream(PackedLabels.encode(Labels.of("t", "" + token)));
            writer.addEntry(new Entry(1, "t" + token));
            writer.endStream();
        }
        replicator.write(TENANT, writer.toByteArray(), tokens);
    }

    private void drain() {
        executor.shutdown();
        executor.close();
    }

    @Test
    void eachStreamGoesToItsOwnIngesterInOnePushEach() {
        members(3);

        write(1, false, 1, 101, 102, 250);

        assertThat(stored)
                .isEqualTo(Map.of(
                        "m1", new TreeSet<>(List.of("t1")),
                        "m2", new TreeSet<>(List.of("t101", "t102")),
                        "m0", new TreeSet<>(List.of("t250"))));
        assertThat(metrics.appends).containsOnly(Map.entry("m0", 1L), Map.entry("m1", 1L), Map.entry("m2", 1L));
    }

    @Test
    void replicasAreDistinctIngesters() {
        members(4);

        write(3, true, 1);
        drain();

        assertThat(stored.keySet()).containsExactlyInAnyOrder("m1", "m2", "m3");
        assertThat(metrics.underReplicated).isZero();
    }

    @Test
    void aFailedPushGoesToTheNextIngester() {
        members(3);
        fails("m1", ErrorCode.UNAVAILABLE);

        write(1, false, 1, 150);

        assertThat(stored.get("m2")).containsExactly("t1", "t150");
        assertThat(metrics.appendFailures).containsEntry("m1", 1L);
    }

    @Test
    void aSlowPushGoesToTheNextIngesterToo() {
        members(3);
        hangs("m1");

        write(1, false, 1);

        assertThat(stored.get("m2")).containsExactly("t1");
    }

    @Test
    void aQuorumIsEnoughWhileTheRestIsSlow() {
        members(3);
        hangs("m1");

        write(3, true, 1);

        assertThat(stored.keySet()).containsExactlyInAnyOrder("m2", "m0");
    }

    @Test
    void fewerHealthyIngestersThanReplicasSufficeUnlessAQuorumIsRequired() {
        members(3);
        ring.setState("m0", new MemberState.Active().lost());
        ring.setState("m1", new MemberState.Active().lost());
        fails("m0", ErrorCode.UNAVAILABLE);
        fails("m1", ErrorCode.UNAVAILABLE);

        write(3, false, 1);
        assertThat(stored.get("m2")).containsExactly("t1");
        assertThat(metrics.underReplicated).isPositive();

        assertThatThrownBy(() -> write(3, true, 1))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("at least 2 live replicas required, could only find 1")
                .hasMessageContaining("unhealthy instances: m0:9095,m1:9095");
    }

    @Test
    void oneReplicaSufficesWhereTheOthersAreSilentUnlessAQuorumIsRequired() {
        members(3);
        hangs("m0");
        hangs("m1");

        write(3, false, 1);
        assertThat(stored.get("m2")).containsExactly("t1");
        assertThat(metrics.underReplicated).isPositive();

        timeout = Duration.ofMillis(200);
        assertThatThrownBy(() -> write(3, true, 1)).hasMessageContaining("not acknowledged by enough ingesters");
    }

    @Test
    void aMomentInWhichSilenceSetsInBetweenTwoLooksIsNotMissed() {
        members(3);
        hangs("m0");
        hangs("m1");
        for (int stepMillis = 1; stepMillis < 30; stepMillis++) {
            long stepNanos = stepMillis * 1_000_000L;
            AtomicLong looks = new AtomicLong();
            nanoTime = () -> System.nanoTime() + looks.incrementAndGet() * stepNanos;

            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> write(3, false, 1));
        }
    }

    @Test
    void withoutAnyIngesterTheRequestFails() {
        assertThatThrownBy(() -> write(1, false, 1)).hasMessage("at least 1 live replicas required, could only find 0");

        members(2);
        fails("m0", ErrorCode.UNAVAILABLE);
        fails("m1", ErrorCode.INTERNAL);
        assertThatThrownBy(() -> write(2, false, 1))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("at least 1 live replicas required, could only find 0; last failure: ");
    }

    @Test
    void oneStreamWithoutAQuorumFailsTheRequest() {
        members(2);
        ring.setState("m1", new MemberState.Leaving());
        fails("m0", ErrorCode.UNAVAILABLE);

        assertThatThrownBy(() -> write(1, false, 1, 50)).isInstanceOf(LodurException.class);
    }

    @Test
    void aRefusalIsFinal() {
        members(3);
        fails("m1", ErrorCode.RATE_LIMITED);

        assertThatThrownBy(() -> write(1, false, 1))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED))
                .hasMessage("m1 says no");
        assertThat(stored).isEmpty();
    }

    @Test
    void aTargetThatBreaksCountsAsFailed() {
        members(2);
        targets.put("m1", batch -> {
            throw new IllegalStateException("broken");
        });

        write(1, false, 1);

        assertThat(stored.get("m0")).containsExactly("t1");
    }

    @Test
    void theRequestEndsWhenNobodyAnswers() {
        members(2);
        hangs("m0");
        hangs("m1");
        timeout = Duration.ofMillis(100);

        assertThatThrownBy(() -> write(2, false, 1)).hasMessageContaining("not acknowledged by enough ingesters");
    }
}
