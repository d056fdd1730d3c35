package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NameTableTest {
    private final NameTable names = new NameTable();

    private String name(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return names.name(bytes, 1, bytes.length - 2);
    }

    @Test
    void aNameIsOneObject() {
        String first = name("trace_id");

        assertThat(first).isEqualTo("trace_id");
        assertThat(name("trace_id")).isSameAs(first);
        assertThat(name("")).isEmpty();
        assertThat(name("žlutý")).isEqualTo("žlutý");
    }

    @Test
    void moreNamesThanItKeepsAreStillNamesOfTheirBytes() {
        RandomGenerator random = TestBlocks.random(22);
        for (int i = 0; i < 50_000; i++) {
            String text = "name" + random.nextInt(3_000);

            assertThat(name(text)).isEqualTo(text).isSameAs(name(text));
        }
    }
}
