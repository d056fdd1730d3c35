package dev.lodur.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PutCondition;
import dev.lodur.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tests rely on when they commit through an {@link S3Server}: sixteen writers of one key, and none is lost. */
class S3ServerTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 20;

    private final S3Server server = S3Server.start();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void ofSixteenPutsIfAbsentOneSucceedsEachTime() throws Exception {
        assertThat(winners()).containsOnly(1);
    }

    @Test
    void sixteenThreadsThatCountUpByCompareAndSwapLoseNothing() throws Exception {
        assertThat(counted()).isEqualTo(THREADS * 5);
    }

    private List<Integer> winners() throws Exception {
        ObjectStore store = store();
        List<Integer> winners = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "round/" + round;
            winners.add(together(() -> put(store, key, "x", PutCondition.IF_ABSENT) ? 1 : 0));
        }
        return winners;
    }

    private int counted() throws Exception {
        ObjectStore store = store();
        put(store, "count", "0", PutCondition.ALWAYS);
        together(() -> {
            for (int n = 0; n < 5; n++) {
                boolean done = false;
                while (!done) {
                    StoredObject now = store.get("count");
                    int next = Integer.parseInt(new String(now.bytes(), StandardCharsets.UTF_8)) + 1;
                    done = put(store, "count", Integer.toString(next), new PutCondition.IfMatch(now.etag()));
                }
            }
            return 0;
        });
        return Integer.parseInt(new String(store.get("count").bytes(), StandardCharsets.UTF_8));
    }

    private ObjectStore store() {
        return new S3ObjectStore(S3Clients.of(server), server.bucket(), Duration.ofSeconds(30));
    }

    private static boolean put(ObjectStore store, String key, String text, PutCondition condition) {
        try {
            store.put(key, new ObjectBody.OfBytes(text.getBytes(StandardCharsets.UTF_8)), condition);
            return true;
        } catch (LodurException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            return false;
        }
    }

    private static int together(Callable<Integer> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            int sum = 0;
            for (Future<Integer> result : threads.invokeAll(Collections.nCopies(THREADS, work))) {
                sum += result.get();
            }
            return sum;
        }
    }
}
