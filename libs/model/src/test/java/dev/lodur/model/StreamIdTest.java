package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamIdTest {
    @Test
    void theHashIsMurmur3AsPublished() {
        assertThat(id("")).isEqualTo(new StreamId(0, 0));
        assertThat(id("hello")).isEqualTo(new StreamId(0xcbd8a7b341bd9b02L, 0x5b1e906a48ae1d19L));
        assertThat(id("The quick brown fox jumps over the lazy dog"))
                .isEqualTo(new StreamId(0xe34bbc7bbc071b6cL, 0x7a433ca9c49a9347L));
    }

    @Test
    void theRangeAloneCounts() {
        // given
        byte[] bytes = "xxhelloyy".getBytes(StandardCharsets.UTF_8);

        // then
        assertThat(StreamId.of(bytes, 2, 5)).isEqualTo(id("hello"));
    }

    @Test
    void tenantsWithEqualLabelsAreSpreadDifferently() {
        assertThat(id("hello").ringToken(new Tenant("a")))
                .isNotEqualTo(id("hello").ringToken(new Tenant("b")));
    }

    private static StreamId id(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return StreamId.of(bytes, 0, bytes.length);
    }
}
