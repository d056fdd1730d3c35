package dev.lodur.lokiapi.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.sun.management.ThreadMXBean;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecompressorTest {
    private static byte[] compress(String encoding, byte[] raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = switch (encoding) {
            case "gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out, new Deflater(9, true));
            case "lz4" -> new LZ4FrameOutputStream(out);
            case "zstd" -> new com.github.luben.zstd.ZstdOutputStream(out);
            default -> out;
        }) {
            compressing.write(raw);
        }
        return out.toByteArray();
    }

    private static byte[] decompress(PushKind kind, String encoding, byte[] body, long limit) {
        Body plain = Decompressor.decompress(kind, encoding, body, limit);
        return Arrays.copyOfRange(plain.bytes(), plain.offset(), plain.end());
    }

    @ParameterizedTest
    @CsvSource({"PUSH,''", "PUSH,snappy", "PUSH,gzip", "PUSH,deflate", "OTLP,''", "OTLP,gzip", "OTLP,zstd", "OTLP,lz4"})
    void eachEncodingOfAnEndpointComesBackUpToTheLimit(PushKind kind, String encoding) throws IOException {
        byte[] raw = "some text, again and again; ".repeat(5000).getBytes(StandardCharsets.UTF_8);
        byte[] body = compress(encoding, raw);

        assertThat(decompress(kind, encoding, body, raw.length)).isEqualTo(raw);
        assertThatThrownBy(() -> decompress(kind, encoding, body, raw.length - 1))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE))
                .hasMessageContaining(String.valueOf(raw.length - 1));
    }

    @ParameterizedTest
    @CsvSource({"PUSH,gzip", "PUSH,deflate", "OTLP,gzip", "OTLP,zstd", "OTLP,lz4"})
    void aBombNeverTakesMuchMoreMemoryThanTheLimit(PushKind kind, String encoding) throws IOException {
        byte[] bomb = compress(encoding, new byte[64 << 20]);
        long limit = 1 << 20;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> decompress(kind, encoding, bomb, limit))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));

        // Growing by doubling allocates twice the limit in sum; lz4 frames have blocks of up to 4 MiB.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * limit + (10 << 20));
    }

    @ParameterizedTest
    @CsvSource({"PUSH,gzip", "PUSH,deflate", "OTLP,zstd", "OTLP,lz4"})
    void aBodyThatIsCutOrIsNotWhatItSaysIsInvalid(PushKind kind, String encoding) throws IOException {
        byte[] body =
                compress(encoding, "some text, again and again; ".repeat(50).getBytes(StandardCharsets.UTF_8));

        for (byte[] bad :
                new byte[][] {Arrays.copyOf(body, body.length / 2), "{\"streams\":[]}".getBytes(StandardCharsets.UTF_8)
                }) {
            assertThatThrownBy(() -> decompress(kind, encoding, bad, 1 << 20))
                    .isInstanceOfSatisfying(
                            LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
    }

    @Test
    void encodingsOfTheOtherEndpointAreRefused() {
        assertThatThrownBy(() -> decompress(PushKind.PUSH, "zstd", new byte[0], 10))
                .hasMessage("Content-Encoding \"zstd\" not supported");
        assertThatThrownBy(() -> decompress(PushKind.OTLP, "deflate", new byte[0], 10))
                .hasMessage("unsupported content encoding deflate: only gzip, lz4 and zstd are supported");
    }

    @Test
    void aZstdFrameWithAHugeWindowIsRefused() {
        byte[] frame = Zstd.compress(new byte[64 << 20], 1);
        // A window of 2^31 bytes in the frame header (RFC 8878, 3.1.1.1): not a single segment, exponent 21.
        byte[] huge = frame.clone();
        huge[4] = 0;
        huge[5] = (byte) (21 << 3);

        assertThatThrownBy(() -> decompress(PushKind.OTLP, "zstd", huge, 1 << 20))
                .isInstanceOf(LodurException.class);
    }
}
