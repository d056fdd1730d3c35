package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.EveryOperation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every place at which a process can die inside puts: what was acknowledged is there, what was not is whole or absent. */
class FolderObjectStoreCrashTest {
    private static final Path BUCKET = Path.of("/data/bucket");

    /** The number of the last put acknowledged and the last one begun, by key. */
    private static final class Promises {
        private final Map<String, Integer> acknowledged = new TreeMap<>();
        private final Map<String, Integer> begun = new TreeMap<>();
    }

    @Test
    void acknowledgedPutsSurviveDeathAtEveryOperation() {
        long operations = new EveryOperation<>(
                        Promises::new, FolderObjectStoreCrashTest::puts, FolderObjectStoreCrashTest::check)
                .crash();

        assertThat(operations).isGreaterThan(40);
    }

    @Test
    void acknowledgedPutsSurviveFailureOfEveryOperation() {
        long operations = new EveryOperation<>(
                        Promises::new, FolderObjectStoreCrashTest::puts, FolderObjectStoreCrashTest::check)
                .failOnce();

        assertThat(operations).isGreaterThan(40);
    }

    private static void puts(FileLayer files, Promises promises) {
        try (ObjectStore store = FolderObjectStore.open(files, BUCKET)) {
            String etag = put(store, promises, "a/one", 1, PutCondition.IF_ABSENT);
            put(store, promises, "a/b/two", 2, PutCondition.IF_ABSENT);
            put(store, promises, "a/one", 3, new PutCondition.IfMatch(etag));
            put(store, promises, "c/three", 4, PutCondition.ALWAYS);
            put(store, promises, "c/three", 5, PutCondition.ALWAYS);
        }
    }

    /** Puts until it is acknowledged, as a client does; being told that the object is there counts as that too. */
    private static String put(ObjectStore store, Promises promises, String key, int number, PutCondition condition) {
        promises.begun.put(key, number);
        for (int attempt = 1; ; attempt++) {
            try {
                String etag = store.put(key, body(number), condition).etag();
                promises.acknowledged.put(key, number);
                return etag;
            } catch (LodurException e) {
                if (e.code() == ErrorCode.CONFLICT) {
                    assertThat(store.get(key).bytes()).isEqualTo(body(number).bytes());
                    promises.acknowledged.put(key, number);
                    return store.get(key).etag();
                }
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private static void check(CrashingFileLayer files, Promises promises) throws Exception {
        assertThat(promises.begun.keySet()).containsAll(promises.acknowledged.keySet());
        try (ObjectStore store = FolderObjectStore.open(files, BUCKET)) {
            promises.begun.forEach((key, begun) -> {
                int acknowledged = promises.acknowledged.getOrDefault(key, 0);
                assertThat(number(store, key)).as(key).isBetween(acknowledged, begun);
            });
            store.put("a/later", body(9), PutCondition.IF_ABSENT);
            assertThat(files.list(BUCKET.resolve(".lodur/tmp"))).isEmpty();
        }
    }

    private static int number(ObjectStore store, String key) {
        try {
            byte[] bytes = store.get(key).bytes();
            assertThat(bytes).hasSize(100).containsOnly(bytes[0]);
            return bytes[0];
        } catch (LodurException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.GONE);
            return 0;
        }
    }

    private static ObjectBody.OfBytes body(int number) {
        byte[] bytes = new byte[100];
        Arrays.fill(bytes, (byte) number);
        return new ObjectBody.OfBytes(bytes);
    }
}
