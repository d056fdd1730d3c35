package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.testkit.ManualClock;
import org.junit.jupiter.api.Test;

/** Without a script it is a store like any other. */
class FaultyObjectStoreTest extends ObjectStoreContractTest {
    private final FaultyObjectStore store = new FaultyObjectStore(new MemoryObjectStore(new ManualClock()));

    @Override
    protected ObjectStore emptyStore() {
        return store;
    }

    @Test
    void aLostAnswerHasAnEffectAndAFailureHasNone() {
        ObjectBody body = new ObjectBody.OfBytes(new byte[1]);
        store.script(Operation.PUT, new Fault.LoseAnswer(), new Fault.Fail(ErrorCode.RATE_LIMITED));

        assertThatThrownBy(() -> store.put("a", body, PutCondition.ALWAYS)).hasMessageContaining("loss");
        assertThatThrownBy(() -> store.put("b", body, PutCondition.ALWAYS)).hasMessageContaining("failure");

        assertThat(store.list("", "").objects()).extracting("key").containsExactly("a");
    }
}
