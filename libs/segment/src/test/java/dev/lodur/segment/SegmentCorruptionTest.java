package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** No byte can change, and no end be missing, without the reader either noticing or reading the same rows. */
class SegmentCorruptionTest {
    private static final TestSegment.Rows ROWS = rows();

    private static TestSegment.Rows rows() {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 160; i++) {
            rows.add(
                    Labels.of("app", "a" + i % 5, "env", "prod"),
                    1_794_290_400_000_000_000L + i * 977_777L,
                    "request " + i * 7919 % 1000 + " served",
                    "detected_level",
                    i % 4 == 0 ? "warn" : "info",
                    "trace_id",
                    Integer.toHexString(i * 0x9e3779b9));
            if (i % 50 == 49) {
                rows.add(Labels.of("app", "rare"), i, "x", "seldom" + i, "y");
            }
        }
        return rows;
    }

    private static boolean readsTheSameOrIsRefused(Supplier<List<TestSegment.Row>> read, String what) {
        try {
            assertThat(read.get()).as(what).isEqualTo(ROWS.inOrder());
            return true;
        } catch (LodurException e) {
            assertThat(e.code()).as(what).isEqualTo(ErrorCode.CORRUPT);
            return false;
        } catch (RuntimeException e) {
            return fail(what, e);
        }
    }

    @Test
    void aFlippedByteIsNeverAWrongRow() {
        flip(ROWS.write(TestSegment.SMALL), 0);
    }

    @Test
    void aFlippedByteIsNeverAWrongRowWhereThereIsAFilter() {
        TestSegment segment = ROWS.write(TestSegment.SMALL.withFilter(true));
        flip(segment, (int) segment.index().filter().rows().offset());
    }

    private static void flip(TestSegment segment, int from) {
        int refused = 0;
        for (int at = from; at < segment.bytes().length; at++) {
            for (int mask : new int[] {1, 0x80, 0xff}) {
                byte[] bytes = segment.bytes().clone();
                bytes[at] ^= (byte) mask;
                TestSegment flipped = new TestSegment(bytes, segment.summary());
                boolean same = readsTheSameOrIsRefused(flipped::read, "byte " + at);
                readsTheSameOrIsRefused(() -> readFromTail(bytes), "from the tail, byte " + at);
                refused += same ? 0 : 1;
                long indexEnd =
                        segment.summary().indexOffset() + segment.summary().indexLengthBytes();
                if (at >= segment.summary().indexOffset() && at < indexEnd) {
                    assertThat(same).as("index byte %d", at).isFalse();
                }
            }
        }
        assertThat(refused).isGreaterThan(segment.summary().indexLengthBytes());
    }

    private static List<TestSegment.Row> readFromTail(byte[] bytes) {
        RangeReader reader = RangeReader.of(bytes, "flipped");
        return TestSegment.read(Segment.open(reader, SegmentIndex.readFromTail(reader, bytes.length)));
    }

    @Test
    void aTruncatedFileIsCorrupt() {
        TestSegment segment = ROWS.write(TestSegment.SMALL);
        long indexEnd = segment.summary().indexOffset() + segment.summary().indexLengthBytes();
        for (int length = 0; length < segment.bytes().length; length++) {
            byte[] bytes = Arrays.copyOf(segment.bytes(), length);
            assertThat(readsTheSameOrIsRefused(() -> readFromTail(bytes), "cut at " + length))
                    .isFalse();
            TestSegment cut = new TestSegment(bytes, segment.summary());
            assertThat(readsTheSameOrIsRefused(cut::read, "cut at " + length)).isEqualTo(length >= indexEnd);
        }
    }
}
