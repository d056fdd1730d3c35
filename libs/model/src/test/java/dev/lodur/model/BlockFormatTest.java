package dev.lodur.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class BlockFormatTest {
    private static final String EXAMPLE = "01000000" + "01000000" + "01000000" + "00000000" + "02000000" + "00000000"
            + "01000000" + "0a000000" + "01000100010000007879"
            + "0100000000000000" + "02000000" + "6869"
            + "00000000000000000000000000000000";

    @Test
    void theExampleOfTheSpecificationIsWrittenByteByByte() {
        RowBlock block = block(
                new Labels[] {Labels.of("x", "y")}, new int[] {0, 1}, new long[] {1}, List.of("hi"), Metadata.none());

        byte[] bytes = BlockWriter.write(block);

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(EXAMPLE);
        assertSame(BlockReader.read(bytes), block);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (int seed = 0; seed < 300; seed++) {
            RowBlock block = randomBlock(random(seed));

            RowBlock read = BlockReader.read(BlockWriter.write(block));

            assertSame(read, block);
        }
    }

    @Test
    void damagedBytesAreCorruptAndNothingElse() {
        RandomGenerator random = random(7);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = BlockWriter.write(randomBlock(random));
            byte[] damaged = random.nextBoolean()
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                    : flip(bytes, random.nextInt(bytes.length), 1 << random.nextInt(8));
            try {
                BlockReader.read(damaged);
            } catch (LodurException e) {
                assertThat(e.code()).isIn(ErrorCode.CORRUPT, ErrorCode.FORMAT_TOO_NEW);
            }
        }
    }

    @Test
    void aHugeCountIsRefusedBeforeMemoryIsTaken() {
        byte[] bytes = HexFormat.of().parseHex(EXAMPLE);
        Bytes.putInt(bytes, BlockFormat.ROWS, Integer.MAX_VALUE);

        assertThatThrownBy(() -> BlockReader.read(bytes)).hasMessageContaining("does not fit its lengths");
    }

    private static byte[] flip(byte[] bytes, int index, int bit) {
        byte[] copy = bytes.clone();
        copy[index] ^= (byte) bit;
        return copy;
    }

    private static void assertSame(RowBlock actual, RowBlock expected) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.runs()).isEqualTo(expected.runs());
        for (int run = 0; run < expected.runs(); run++) {
            assertThat(actual.runStart(run)).isEqualTo(expected.runStart(run));
            assertThat(actual.labels(run)).isEqualTo(expected.labels(run));
        }
        for (int row = 0; row < expected.rows(); row++) {
            assertThat(actual.timestamps()[row]).isEqualTo(expected.timestamps()[row]);
            assertThat(actual.lines().text(row)).isEqualTo(expected.lines().text(row));
            assertThat(actual.metadata().at(row)).isEqualTo(expected.metadata().at(row));
        }
    }

    private static RowBlock randomBlock(RandomGenerator random) {
        int runs = random.nextInt(4);
        Labels[] labels = new Labels[runs];
        int[] starts = new int[runs + 1];
        for (int run = 0; run < runs; run++) {
            labels[run] = random.nextInt(8) == 0 ? Labels.EMPTY : Labels.of("app", text(random), "env", "é");
            starts[run + 1] = starts[run] + 1 + random.nextInt(5);
        }
        int rows = starts[runs];
        long[] timestamps = random.longs(rows + random.nextInt(3)).toArray();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            lines.add(text(random));
        }
        return block(labels, starts, timestamps, lines, randomMetadata(random, rows));
    }

    private static Metadata randomMetadata(RandomGenerator random, int rows) {
        Metadata.Column[] columns = new Metadata.Column[random.nextInt(3)];
        for (int i = 0; i < columns.length; i++) {
            byte[][] values = {text(random).getBytes(StandardCharsets.UTF_8), {}};
            columns[i] = new Metadata.Column(
                    "key" + i, values, random.ints(rows, -1, 2).toArray());
        }
        if (random.nextBoolean()) {
            return Metadata.columns(columns);
        }
        int[] offsets = new int[rows + 1];
        offsets[0] = random.nextInt(3);
        byte[] bytes = new byte[offsets[0]];
        for (int row = 0; row < rows; row++) {
            Labels set = random.nextBoolean() ? Labels.EMPTY : Labels.of("a", text(random), "zz", "1");
            byte[] packed = PackedLabels.encode(set);
            bytes = Arrays.copyOf(bytes, offsets[row] + packed.length);
            System.arraycopy(packed, 0, bytes, offsets[row], packed.length);
            offsets[row + 1] = bytes.length;
        }
        return Metadata.of(columns, bytes, offsets);
    }

    private static String text(RandomGenerator random) {
        return "lín€ 🎉 of text".substring(0, random.nextInt(5));
    }

    private static RowBlock block(
            Labels[] labels, int[] starts, long[] timestamps, List<String> texts, Metadata metadata) {
        int[] offsets = new int[texts.size() + 1];
        byte[] all = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        for (int row = 0; row < texts.size(); row++) {
            offsets[row + 1] = offsets[row] + texts.get(row).getBytes(StandardCharsets.UTF_8).length;
        }
        Lines lines = new Lines(Arrays.copyOf(all, all.length + Lines.SLACK_BYTES), offsets);
        return new ArrayRowBlock(labels, starts, timestamps, lines, metadata);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
