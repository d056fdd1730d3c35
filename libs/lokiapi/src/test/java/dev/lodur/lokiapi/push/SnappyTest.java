package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SnappyTest {
    private static final long LIMIT = 1 << 20;

    private static byte[] decompress(byte[] block) {
        Body body = Snappy.decompress(block, 0, block.length, LIMIT);
        return Arrays.copyOfRange(body.bytes(), body.offset(), body.end());
    }

    /** Text with much and little to find: repeats at short and long distances, and noise. */
    private static byte[] text(RandomGenerator random, int length) {
        byte[] text = new byte[length];
        int alphabet = 1 + random.nextInt(40);
        for (int i = 0; i < length; i++) {
            if (i > 0 && random.nextInt(8) == 0) {
                int distance = 1 + random.nextInt(Math.min(i, 1 + random.nextInt(70_000)));
                for (int n = 1 + random.nextInt(100); n > 0 && i < length; n--, i++) {
                    text[i] = text[i - distance];
                }
                i--;
            } else {
                text[i] = (byte) ('a' + random.nextInt(alphabet));
            }
        }
        return text;
    }

    @Test
    void whatTheReferenceCompressesComesBack() throws IOException {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 400; i++) {
            byte[] text = text(random, i < 100 ? i : random.nextInt(200_000));

            assertThat(decompress(org.xerial.snappy.Snappy.compress(text)))
                    .as("seed %d round %d", seed, i)
                    .isEqualTo(text);
        }
    }

    @Test
    void changedBlocksAreEitherReadAsTheReferenceReadsThemOrRefused() throws IOException {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] block = org.xerial.snappy.Snappy.compress(text(random, random.nextInt(400)));
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                block[random.nextInt(block.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(block, random.nextInt(4) == 0 ? random.nextInt(block.length + 1) : block.length);
            boolean valid = org.xerial.snappy.Snappy.isValidCompressedBuffer(cut);
            if (valid && org.xerial.snappy.Snappy.uncompressedLength(cut) <= LIMIT) {
                assertThat(decompress(cut))
                        .as("seed %d round %d", seed, i)
                        .isEqualTo(org.xerial.snappy.Snappy.uncompress(cut));
            } else {
                assertThatThrownBy(() -> decompress(cut))
                        .as("seed %d round %d", seed, i)
                        .isInstanceOf(LodurException.class);
            }
        }
    }

    @Test
    void theExampleOfTheFormatIsReadAsItSays() {
        assertThat(decompress(HexFormat.of().parseHex("060461620102")))
                .asString()
                .isEqualTo("ababab");
        assertThatThrownBy(() -> decompress(HexFormat.of().parseHex("050461620102")))
                .isInstanceOf(LodurException.class)
                .hasMessage("snappy: corrupt input");
    }

    @Test
    void aLengthThatTheBlockCannotHoldIsCorruptAndOneOverTheLimitIsTooLarge() {
        byte[] impossible = HexFormat.of().parseHex("ffffffff0f0461");
        byte[] zeros = new byte[(int) LIMIT + 1];

        assertThatThrownBy(() -> decompress(impossible)).hasMessage("snappy: corrupt input");
        assertThatThrownBy(() -> decompress(org.xerial.snappy.Snappy.compress(zeros)))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE))
                .hasMessageContaining("1048576");
    }
}
