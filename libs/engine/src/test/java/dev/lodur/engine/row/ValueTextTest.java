package dev.lodur.engine.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    private final Row row = TestRows.row("");
    private final ValueText text = new ValueText();

    private String unescaped(String inside) {
        byte[] bytes = TestRows.utf8("<" + inside + ">");
        text.unescape(row, bytes, 1, bytes.length - 1);
        return new String(text.bytes(), text.from(), text.to() - text.from(), StandardCharsets.UTF_8);
    }

    @Test
    void escapesMeanWhatJsonSays() {
        assertThat(unescaped("a\\n\\t\\\\\\\"\\/\\u010d\\ud83d\\ude00")).isEqualTo("a\n\t\\\"/č\ud83d\ude00");
    }

    @Test
    void aWrongEscapeLeavesNothing() {
        assertThat(unescaped("a\\q")).isEmpty();
        assertThat(unescaped("a\\u12")).isEmpty();
        assertThat(unescaped("\\udc00")).isEmpty();
        assertThat(unescaped("\\ud83dx")).isEmpty();
        assertThat(unescaped("a\\")).isEmpty();
    }

    @Test
    void textWithoutEscapesIsNotCopied() {
        byte[] bytes = TestRows.utf8("plain č");
        text.unescape(row, bytes, 0, bytes.length);

        assertThat(text.bytes()).isSameAs(bytes);
    }

    @Test
    void bytesThatAreNoTextBecomeBlanks() {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xc4, 'b', (byte) 0xe2, (byte) 0x82};
        text.unescape(row, bytes, 0, bytes.length);

        assertThat(new String(text.bytes(), text.from(), text.to() - text.from(), StandardCharsets.UTF_8))
                .isEqualTo("a  b  ");
        assertThat(unescaped("x\ufffdy")).isEqualTo("x y");
    }

    @Test
    void anyBytesBecomeText() {
        RandomGenerator random = TestRows.random(15);
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);

            text.set(bytes, 0, bytes.length);
            text.blankInvalid(row);

            assertThat(text.firstUnknown()).isEqualTo(text.to());
        }
    }
}
