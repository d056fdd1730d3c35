package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EveryRequestTest {
    private final List<String> found = new ArrayList<>();

    @Test
    void aProcessDiesOnceAtEachOfItsRequestsWithAndWithoutItsEffect() {
        int deaths = EveryRequest.kill(death -> {
            ObjectStore store = new MemoryObjectStore(new ManualClock());
            boolean died = death.strikes(store, () -> {}, EveryRequestTest::putTwo);
            found.add(String.join("", keys(store)));
            return died;
        });

        assertThat(deaths).isEqualTo(4);
        assertThat(found).containsExactly("", "a", "ab", "a", "ab", "ab");
    }

    @Test
    void whatFailsByItselfIsNoDeath() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> EveryRequest.kill(death ->
                        death.strikes(new MemoryObjectStore(new ManualClock()), () -> {}, store -> {
                            throw new LodurException(ErrorCode.CORRUPT, "broken by itself");
                        })))
                .withMessageContaining("before the process dies");
    }

    private static void putTwo(ObjectStore store) {
        for (String key : List.of("a", "b")) {
            store.put(key, new ObjectBody.OfBytes(key.getBytes(StandardCharsets.UTF_8)), PutCondition.ALWAYS);
        }
    }

    private static List<String> keys(ObjectStore store) {
        return store.list("", "").objects().stream()
                .map(ObjectPage.ListedObject::key)
                .toList();
    }
}
