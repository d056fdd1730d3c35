package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String repair(byte... bytes) {
        byte[] target = new byte[3 * bytes.length];
        int end = Utf8.repair(bytes, 0, bytes.length, target, 0);
        return new String(target, 0, end, StandardCharsets.UTF_8);
    }

    @Test
    void checkAgreesWithTheJdkAndRepairMakesValid() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] interesting = {
            'a',
            0x7f,
            (byte) 0x80,
            (byte) 0xbf,
            (byte) 0xc0,
            (byte) 0xc2,
            (byte) 0xe0,
            (byte) 0xa0,
            (byte) 0xed,
            (byte) 0x9f,
            (byte) 0xef,
            (byte) 0xf0,
            (byte) 0x90,
            (byte) 0xf4,
            (byte) 0x8f,
            (byte) 0xff
        };
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = interesting[random.nextInt(interesting.length)];
            }

            assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) == bytes.length)
                    .as("seed %d round %d", seed, i)
                    .isEqualTo(isValid(bytes));
            byte[] target = new byte[3 * bytes.length];
            int end = Utf8.repair(bytes, 0, bytes.length, target, 0);
            assertThat(Utf8.firstInvalid(target, 0, end)).isEqualTo(end);
        }
    }

    @Test
    void eachByteThatIsNotUtf8BecomesOneReplacement() {
        assertThat(repair((byte) 'a', (byte) 0xff, (byte) 0xfe, (byte) 'b')).isEqualTo("a\ufffd\ufffdb");
        assertThat(repair((byte) 0xe2, (byte) 0x82)).isEqualTo("\ufffd\ufffd");
        assertThat(repair("žluť €".getBytes(StandardCharsets.UTF_8))).isEqualTo("žluť €");
    }
}
