package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.Tenant;
import dev.lodur.ring.InProcessRing;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A distributor in front of one recording ingester, at a fixed time. */
final class DistributorFixture {
    static final Instant NOW = Instant.parse("2026-11-11T13:00:00Z");
    static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    static final Tenant TENANT = new Tenant("fake");

    final RecordingTarget target = new RecordingTarget();
    final CountingMetrics metrics = new CountingMetrics();
    final TestLimits limits = new TestLimits();
    final AtomicLong nanoTime = new AtomicLong();
    int healthyDistributors = 1;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Distributor distributor;

    DistributorFixture() {
        InProcessRing ring = new InProcessRing();
        ring.put(new Member("ingester-0", "local", "", new MemberState.Active(), new int[] {1, 2, 3}));
        Replicator replicator =
                new Replicator(ring, member -> target, ReplicationConfig.DEFAULTS, executor, nanoTime::get, metrics);
        distributor = new Distributor(
                new PushDecoder(64L << 20, () -> NOW_NANOS),
                replicator,
                tenant -> limits.limits(),
                () -> healthyDistributors,
                Clock.fixed(NOW, ZoneOffset.UTC),
                nanoTime::get,
                metrics);
    }

    void push(PushBody body) {
        distributor.push(TENANT, body);
    }

    /** Pushes lines of one stream, at the current time. */
    void pushLines(String labels, String... lines) {
        StringBuilder values = new StringBuilder();
        for (String line : lines) {
            values.append(values.isEmpty() ? "" : ",").append("[\"" + NOW_NANOS + "\",\"" + line + "\"]");
        }
        pushJson("{\"streams\":[{\"stream\":" + labels + ",\"values\":[" + values + "]}]}");
    }

    void pushJson(String json) {
        push(new PushBody(PushKind.PUSH, "application/json", "", json.getBytes(StandardCharsets.UTF_8)));
    }
}
