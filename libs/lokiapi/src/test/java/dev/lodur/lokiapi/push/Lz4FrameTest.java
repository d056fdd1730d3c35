package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG.Bits;
import org.junit.jupiter.api.Test;

class Lz4FrameTest {
    private static final long LIMIT = 2 << 20;

    private static byte[] decompress(byte[] frame) {
        Body body = Lz4Frame.decompress(frame, LIMIT);
        return Arrays.copyOfRange(body.bytes(), body.offset(), body.end());
    }

    private static byte[] compress(byte[] text, BLOCKSIZE blockSize, Bits... bits) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream frame = new LZ4FrameOutputStream(out, blockSize, bits)) {
            frame.write(text);
        }
        return out.toByteArray();
    }

    private static byte[] text(RandomGenerator random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = i > 50 && random.nextInt(20) > 0 ? text[i - 50] : (byte) random.nextInt(256);
        }
        return text;
    }

    @Test
    void whatTheReferenceCompressesComesBack() throws IOException {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 150; i++) {
            byte[] text = text(random, i < 50 ? i : random.nextInt(300_000));
            BLOCKSIZE blockSize = BLOCKSIZE.values()[random.nextInt(BLOCKSIZE.values().length)];
            byte[] frame = random.nextBoolean()
                    ? compress(text, blockSize, Bits.BLOCK_INDEPENDENCE, Bits.CONTENT_CHECKSUM)
                    : compress(text, blockSize, Bits.BLOCK_INDEPENDENCE, Bits.BLOCK_CHECKSUM);

            assertThat(decompress(frame)).as("seed %d round %d", seed, i).isEqualTo(text);
        }
    }

    @Test
    void framesOneAfterTheOtherAreOneText() throws IOException {
        byte[] frame = compress("twice ".getBytes(), BLOCKSIZE.SIZE_64KB, Bits.BLOCK_INDEPENDENCE);
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
        byte[] all = Arrays.copyOf(frame, 2 * frame.length + skippable.length);
        System.arraycopy(skippable, 0, all, frame.length, skippable.length);
        System.arraycopy(frame, 0, all, frame.length + skippable.length, frame.length);

        assertThat(decompress(all)).asString().isEqualTo("twice twice ");
    }

    @Test
    void blocksMayReferToBlocksBefore() {
        byte[] frame = {
            0x04,
            0x22,
            0x4d,
            0x18,
            0x40,
            0x40,
            0, // linked blocks of 64 KiB; the checksum is not looked at
            4,
            0,
            0,
            (byte) 0x80,
            'a',
            'b',
            'c',
            'd', // stored as it is
            5,
            0,
            0,
            0,
            0x01,
            4,
            0,
            0x10,
            'e', // no literal, 5 bytes at distance 4, then one literal
            0,
            0,
            0,
            0
        };

        assertThat(decompress(frame)).asString().isEqualTo("abcdabcdae");
    }

    @Test
    void changedFramesAreReadOrRefused() throws IOException {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = compress(text(random, random.nextInt(300)), BLOCKSIZE.SIZE_64KB, Bits.BLOCK_INDEPENDENCE);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(frame, random.nextInt(4) == 0 ? random.nextInt(frame.length + 1) : frame.length);
            try {
                assertThat(decompress(cut).length).isLessThanOrEqualTo((int) LIMIT);
            } catch (LodurException e) {
                assertThat(e.code().httpStatus() / 100)
                        .as("seed %d round %d", seed, i)
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void nothingIsNoFrame() {
        assertThatThrownBy(() -> decompress(new byte[0])).hasMessage("lz4: unexpected EOF");
        assertThatThrownBy(() -> decompress("{\"a\":1}".getBytes())).hasMessage("lz4: not a frame");
    }
}
