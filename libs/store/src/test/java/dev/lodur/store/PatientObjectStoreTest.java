package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatientObjectStoreTest extends ObjectStoreContractTest {
    private final FaultyObjectStore faulty = new FaultyObjectStore(new MemoryObjectStore(new ManualClock()));
    private final List<Long> pauses = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final PatientObjectStore store = new PatientObjectStore(faulty, pauses::add, new Random(1), clock);

    @Override
    protected ObjectStore emptyStore() {
        return store;
    }

    private void put(String key) {
        store.put(key, new ObjectBody.OfBytes(new byte[] {1, 2}), PutCondition.ALWAYS);
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "INTERNAL", "RATE_LIMITED"})
    void aReadThatFailsTwiceIsMadeAThirdTime(ErrorCode code) {
        put("a");
        faulty.script(Operation.GET, new Fault.Fail(code), new Fault.LoseAnswer());

        assertThat(store.get("a").bytes()).containsExactly(1, 2);
        assertThat(pauses).hasSize(2).allMatch(millis -> millis >= 50 && millis < 600);
    }

    @Test
    void oneThatFailsAgainAndAgainFails() {
        put("a");
        faulty.setAway(true);

        assertCode(() -> store.get("a"), ErrorCode.UNAVAILABLE);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void oneThatTookLongUntilItFailedIsNotMadeAgain() {
        put("a");
        Fault slow = new Fault.Before(() -> {
            clock.advanceSeconds(3);
            throw new LodurException(ErrorCode.UNAVAILABLE, "no connection within 3s");
        });
        faulty.script(Operation.GET, slow, slow);

        assertCode(() -> store.get("a"), ErrorCode.UNAVAILABLE);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "INTERNAL", "RATE_LIMITED"})
    void howeverTheBucketFailsItIsNotTheCallersFault(ErrorCode code) {
        Fault fault = new Fault.Fail(code);
        faulty.script(Operation.HEAD, fault, fault, fault);

        assertCode(() -> store.head("a"), ErrorCode.UNAVAILABLE);
    }

    @Test
    void whatIsGoneIsNotAskedForAgain() {
        assertCode(() -> store.get("a"), ErrorCode.GONE);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aPutIsMadeOnce() {
        faulty.script(Operation.PUT, new Fault.LoseAnswer());

        assertCode(() -> put("a"), ErrorCode.UNAVAILABLE);
        assertThat(pauses).isEmpty();
    }
}
