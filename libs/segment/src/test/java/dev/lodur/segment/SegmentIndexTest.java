package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SegmentIndexTest {
    private static final int TRAILER_BYTES = 32;
    private static final int VERSION = 14;

    private static TestSegment segment() {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 100; i++) {
            rows.add(
                    Labels.of("app", "a" + i % 3, "pod", "p" + i % 10),
                    i,
                    "line " + i,
                    "detected_level",
                    i % 2 == 0 ? "info" : "warn");
        }
        return rows.add(Labels.of("zone", "z"), 5, "last").write(TestSegment.SMALL);
    }

    private static void refusedWith(ErrorCode code, Runnable read) {
        assertThatThrownBy(read::run)
                .asInstanceOf(InstanceOfAssertFactories.type(LodurException.class))
                .extracting(LodurException::code)
                .isEqualTo(code);
    }

    @Test
    void answersLabelsAndPostings() {
        StreamTable streams = segment().index().streams();

        assertThat(streams.names()).containsExactly("app", "pod", "zone");
        assertThat(streams.values("app")).containsExactly("a0", "a1", "a2");
        assertThat(streams.values("none")).isEmpty();
        assertThat(streams.count()).isEqualTo(31);
        assertThat(streams.postings("app", "a1")).hasSize(10);
        for (int stream : streams.postings("app", "a1")) {
            assertThat(streams.labels(stream).get("app")).isEqualTo("a1");
        }
        assertThat(streams.postings("app", "a9")).isEmpty();
        assertThat(streams.matching("zone", String::isEmpty).cardinality()).isEqualTo(30);
        assertThat(streams.matching("app", value -> !value.equals("a0")).cardinality())
                .isEqualTo(21);
        assertThat(streams.matching("none", "x"::equals).cardinality()).isZero();
    }

    @Test
    void isOpenedWithOneRead() {
        TestSegment segment = segment();
        List<Integer> reads = new ArrayList<>();
        RangeReader counting = (offset, into, at, length) -> {
            reads.add(length);
            segment.reader().read(offset, into, at, length);
        };

        SegmentIndex.read(
                counting, segment.summary().indexOffset(), segment.summary().indexLengthBytes());
        assertThat(reads).containsExactly(segment.summary().indexLengthBytes());

        reads.clear();
        SegmentIndex.readFromTail(counting, segment.bytes().length);
        assertThat(reads).hasSize(1);
    }

    @Test
    void isFoundFromTheTailOfALargeFile() {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 40_000; i++) {
            rows.add(Labels.of("app", "a" + i % 2000, "pod", "p" + i), i, "line " + i);
        }
        TestSegment segment = rows.write(TestSegment.SMALL);
        assertThat(segment.summary().indexLengthBytes()).isGreaterThan(64 << 10);

        SegmentIndex index = SegmentIndex.readFromTail(segment.reader(), segment.bytes().length);

        assertThat(index.rows()).isEqualTo(40_000);
        assertThat(index.streamCount()).isEqualTo(40_000);
    }

    @Test
    void tellsTooNewFromTooOldFromCorrupt() {
        refusedWith(ErrorCode.FORMAT_TOO_NEW, () -> withVersion(2).index());
        refusedWith(ErrorCode.FORMAT_TOO_OLD, () -> withVersion(0).index());
        byte[] noSegment = "PAR1 some other file that is long enough to have a trailer \1\0\0\0PAR1"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        refusedWith(
                ErrorCode.CORRUPT,
                () -> SegmentIndex.readFromTail(RangeReader.of(noSegment, "other"), noSegment.length));
    }

    private static TestSegment withVersion(int version) {
        TestSegment segment = segment();
        return changed(segment, trailer(segment) + VERSION, version);
    }

    private static int trailer(TestSegment segment) {
        return (int) segment.summary().indexOffset() + segment.summary().indexLengthBytes() - TRAILER_BYTES;
    }

    /** The segment with one short of directory or trailer changed and the checksum made right. */
    private static TestSegment changed(TestSegment segment, int at, int value) {
        byte[] bytes = segment.bytes().clone();
        Bytes.putShort(bytes, at, value);
        int trailer = trailer(segment);
        int directory = trailer - 24 * Bytes.getUnsignedShort(bytes, trailer + 12);
        CRC32C crc = new CRC32C();
        crc.update(bytes, directory, trailer + 20 - directory);
        Bytes.putInt(bytes, trailer + 20, (int) crc.getValue());
        return new TestSegment(bytes, segment.summary());
    }

    @Test
    void anUnknownSectionThatMustBeUnderstoodIsTooNew() {
        TestSegment segment = segment();
        int firstEntry = trailer(segment) - 4 * 24;
        TestSegment unknown = changed(segment, firstEntry, 77);
        refusedWith(ErrorCode.CORRUPT, unknown::index);
        TestSegment needed = changed(unknown, firstEntry + 2, 2);
        refusedWith(ErrorCode.FORMAT_TOO_NEW, needed::index);
    }

    @Test
    void aFileThatIsGoneIsGone() {
        ReadFile gone = new ReadFile() {
            @Override
            public long sizeBytes() throws IOException {
                throw new NoSuchFileException("x");
            }

            @Override
            public void read(long position, byte[] into, int offset, int length) throws IOException {
                throw new NoSuchFileException("x");
            }

            @Override
            public void close() {}
        };
        refusedWith(ErrorCode.GONE, () -> SegmentIndex.readFromTail(RangeReader.of(gone, "x"), 1000));
    }

    @Test
    void prunesBlocksByMetadata() {
        TestSegment.Rows rows = new TestSegment.Rows();
        for (int i = 0; i < 200; i++) {
            rows.add(
                    Labels.of("app", "a"),
                    i,
                    "line " + i,
                    "level",
                    i < 100 ? "info" : "warn",
                    i == 150 ? "rare" : "often",
                    "v" + i);
        }
        SegmentIndex index = rows.write(TestSegment.SMALL).index();

        int last = index.blockCount() - 1;
        int rare = 0;
        while (index.block(rare).maxNanos() < 150) {
            rare++;
        }
        assertThat(index.metadata().mayMatch(0, "level", "warn"::equals)).isFalse();
        assertThat(index.metadata().mayMatch(last, "level", "warn"::equals)).isTrue();
        assertThat(index.metadata().mayMatch(0, "rare", "v150"::equals)).isFalse();
        assertThat(index.metadata().mayMatch(rare, "rare", "v150"::equals)).isTrue();
        assertThat(index.metadata().mayMatch(0, "never", "x"::equals)).isFalse();
        assertThat(index.metadata().mayMatch(0, "never", ""::equals)).isTrue();
        assertThat(index.metadata().mayMatch(0, "often", "v7"::equals)).isTrue();
    }
}
