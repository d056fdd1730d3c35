package dev.lodur.segment.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodingsTest {
    @Test
    void deltasOfEveryWidthAndCountComeBack() {
        Random random = new Random(1);
        for (int count = 0; count < 400; count++) {
            int width = count % 65;
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = width == 0 ? 7 : random.nextLong() >>> (64 - width);
            }
            ByteSink sink = new ByteSink(1);
            DeltaBinaryPacked.encode(values, count, sink);
            byte[] bytes = Arrays.copyOf(sink.array(), sink.size() + DeltaBinaryPacked.SLACK_BYTES);
            long[] decoded = new long[count];
            assertThat(DeltaBinaryPacked.decode(bytes, 0, sink.size(), decoded, count))
                    .isEqualTo(sink.size());
            assertThat(decoded).isEqualTo(values);
            for (int cut = 0; cut < sink.size(); cut += 7) {
                int end = cut;
                assertThatThrownBy(() -> DeltaBinaryPacked.decode(bytes, 0, end, decoded, decoded.length))
                        .isInstanceOf(LodurException.class);
            }
        }
    }

    /** The example of Parquet's specification: 7, 5, 3, 1, 2, 3, 4, 5 has deltas -2, -2, -2, 1, 1, 1, 1. */
    @Test
    void deltasAreDecodedAsSpecified() {
        int[] specified = {0x80, 0x01, 0x04, 0x08, 0x0e, 0x03, 0x02, 0x00, 0x00, 0x00, 0xc0, 0x3f, 0, 0, 0, 0, 0, 0};
        byte[] bytes = new byte[specified.length + DeltaBinaryPacked.SLACK_BYTES];
        for (int i = 0; i < specified.length; i++) {
            bytes[i] = (byte) specified[i];
        }
        long[] decoded = new long[8];

        assertThat(DeltaBinaryPacked.decode(bytes, 0, specified.length, decoded, 8))
                .isEqualTo(specified.length);
        assertThat(decoded).containsExactly(7, 5, 3, 1, 2, 3, 4, 5);
    }

    /** The deltas of the same values, from -128 on. */
    @Test
    void deltasTakeWholeBytesFromABaseThatManyBlocksHave() {
        ByteSink sink = new ByteSink(1);
        DeltaBinaryPacked.encode(new long[] {7, 5, 3, 1, 2, 3, 4, 5}, 8, sink);
        assertThat(Arrays.copyOf(sink.array(), sink.size()))
                .startsWith(
                        0x80, 0x01, 0x04, 0x08, 0x0e, 0xff, 0x01, 0x08, 0x00, 0x00, 0x00, 0x7e, 0x7e, 0x7e, 0x81, 0x81,
                        0x81, 0x81, 0x00)
                .hasSize(43);
    }

    @Test
    void runsAndLiteralsOfEveryWidthComeBack() {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            int width = 1 + random.nextInt(24);
            int[] values = new int[random.nextInt(300)];
            for (int i = 0; i < values.length; i++) {
                boolean repeat = i > 0 && random.nextInt(1 + round % 30) != 0;
                values[i] = repeat ? values[i - 1] : random.nextInt(1 << width);
            }
            ByteSink sink = new ByteSink(1);
            RleHybrid.encode(values, 0, values.length, width, sink);
            byte[] bytes = Arrays.copyOf(sink.array(), sink.size() + DeltaBinaryPacked.SLACK_BYTES);
            int[] decoded = new int[values.length];
            assertThat(RleHybrid.decode(bytes, 0, sink.size(), width, decoded, values.length))
                    .isEqualTo(sink.size());
            assertThat(decoded).isEqualTo(values);
        }
    }

    @Test
    void aDictionaryNumbersStringsInTheirFirstOrder() {
        ByteDictionary dictionary = new ByteDictionary();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5000; i++) {
                byte[] bytes = ("value number " + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                assertThat(dictionary.add(bytes, 3, bytes.length - 3)).isEqualTo(i);
                assertThat(dictionary.find(bytes, 3, bytes.length - 3)).isEqualTo(i);
            }
        }
        assertThat(dictionary.find(new byte[3], 0, 3)).isEqualTo(-1);
        assertThat(new String(dictionary.copy(4999), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("ue number 4999");
    }
}
