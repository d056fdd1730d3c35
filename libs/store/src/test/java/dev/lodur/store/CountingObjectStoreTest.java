package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.testkit.ManualClock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CountingObjectStoreTest extends ObjectStoreContractTest {
    private final CountingObjectStore store = new CountingObjectStore(new MemoryObjectStore(new ManualClock()));

    @Override
    protected ObjectStore emptyStore() {
        return store;
    }

    @Test
    void requestsAreCountedAsTheyAreCharged() {
        ObjectBody body = new ObjectBody.OfBytes(new byte[3]);
        String etag = store.put("a", body, PutCondition.ALWAYS).etag();
        assertThatThrownBy(() -> store.put("a", body, PutCondition.IF_ABSENT)).hasMessageContaining("'a'");
        store.list("", "");
        store.get("a");
        store.getIfChanged("a", etag);
        store.getRange("a", 0, 1, new byte[1], 0);
        store.head("a");
        store.nowMillis();
        store.delete("a");

        assertThat(store.requests(RequestClass.A)).isEqualTo(3);
        assertThat(store.requests(RequestClass.B)).isEqualTo(5);
        assertThat(store.requests(RequestClass.FREE)).isEqualTo(1);
        assertThat(Arrays.stream(BucketOperation.values()).map(store::requests))
                .containsExactly(2L, 1L, 1L, 1L, 1L, 2L, 1L);
    }
}
