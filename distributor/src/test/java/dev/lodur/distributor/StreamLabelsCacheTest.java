package dev.lodur.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.StreamId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamLabelsCacheTest {
    private static StreamLabels labels(String text) {
        return new StreamLabels(new byte[10], text, new StreamId(1, 2), 3, null, null, StreamLabels.FOR_EVER, null);
    }

    private static StreamLabelsCache.Key key(long owner, String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
        return new StreamLabelsCache.Key().set(owner, bytes, 1, bytes.length - 2);
    }

    @Test
    void whatWasPutIsFoundByTheSameOwnerOnly() {
        StreamLabelsCache cache = new StreamLabelsCache(1 << 20);
        StreamLabels a = labels("a");
        cache.put(key(1, "{a}"), a);

        assertThat(cache.get(key(1, "{a}"))).isSameAs(a);
        assertThat(cache.get(key(2, "{a}"))).isNull();
        assertThat(cache.get(key(1, "{b}"))).isNull();
    }

    @Test
    void whatIsNotAskedForIsForgottenAndWhatIsStays() {
        StreamLabelsCache cache = new StreamLabelsCache(10_000);
        cache.put(key(1, "kept"), labels("kept"));
        cache.put(key(1, "idle"), labels("idle"));
        for (int i = 0; i < 1000; i++) {
            cache.put(key(1, "other" + i), labels("other"));
            assertThat(cache.get(key(1, "kept"))).isNotNull();
        }

        assertThat(cache.get(key(1, "idle"))).isNull();
    }
}
