package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.standalone.PushRequests;
import dev.lodur.standalone.TailClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tail over three ingesters that keep each line three times, while they come and go. */
class ClusterTailIT {
    private static final int STREAMS = 20;
    private static final String QUERY = "{app=\"tailed\"}";

    private final List<String> pushed = new ArrayList<>();

    @Test
    void eachLineComesOnceWhileIngestersJoinDieAndComeBack() {
        try (Cluster cluster = Cluster.start("tail", Shape.REPLICATED)) {
            push(cluster, "stored");
            try (TailClient client = TailClient.open(cluster.querier().base(), QUERY, "&limit=1000")) {
                assertAllOnce(client);

                // when
                push(cluster, "live");
                assertAllOnce(client);
                cluster.add(Role.INGESTER);
                cluster.awaitRing(4);
                push(cluster, "joined");
                assertAllOnce(client);
                cluster.ingester(0).kill();
                push(cluster, "one is dead");
                assertAllOnce(client);
                cluster.ingester(0).start();
                cluster.awaitRing(4);
                push(cluster, "it is back");
                assertAllOnce(client);
                cluster.ingester(1).terminate(Duration.ofSeconds(60));
                push(cluster, "one has left");

                // then
                assertAllOnce(client);
                assertThat(client.pings()).isPositive();
            }
        }
    }

    private void push(Cluster cluster, String what) {
        long nowNanos = System.currentTimeMillis() * 1_000_000;
        List<PushRequests.Labeled> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            String line = what + ", line " + i;
            pushed.add(line);
            streams.add(new PushRequests.Labeled(
                    "{app=\"tailed\", host=\"h" + i + "\"}", List.of(new PushRequests.Line(nowNanos + i, line))));
        }
        byte[] body = PushRequests.snappy(streams);
        assertThat(cluster.distributor()
                        .process()
                        .post("/loki/api/v1/push", PushRequests.CONTENT_TYPE, body)
                        .statusCode())
                .isEqualTo(204);
    }

    private void assertAllOnce(TailClient client) {
        assertThat(client.awaitLines(pushed.size())).containsExactlyInAnyOrderElementsOf(pushed);
    }
}
