package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.lodur.model.Bytes;
import dev.lodur.model.LodurException;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterProbe;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.segment.filter.Needle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Whatever an index says, with checksums that hold: the reader answers or throws its own exception. */
class SegmentIndexFuzzTest {
    private static final int TRAILER_BYTES = 32;
    private static final int ENTRY_BYTES = 24;

    @Test
    void onlyItsOwnException() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long end = System.nanoTime() + Long.getLong("lodur.fuzz.seconds", 2) * 1_000_000_000L;
        int refused = 0;
        int rounds = 0;
        while (System.nanoTime() < end) {
            TestSegment segment = RandomRows.of(new Random(random.nextInt(50)))
                    .write(TestSegment.SMALL.withFilter(random.nextBoolean()));
            for (int i = 0; i < 50; i++, rounds++) {
                refused += readsOrRefuses(segment, random) ? 0 : 1;
            }
        }
        assertThat(refused).as("of %d", rounds).isPositive();
    }

    private static boolean readsOrRefuses(TestSegment segment, Random random) {
        byte[] index = mutate(segment, random);
        long indexOffset = segment.summary().indexOffset();
        byte[] file = Arrays.copyOf(segment.bytes(), (int) indexOffset + index.length);
        System.arraycopy(index, 0, file, (int) indexOffset, index.length);
        try {
            RangeReader reader = RangeReader.of(file, "fuzzed");
            Segment read = Segment.open(reader, SegmentIndex.read(reader, indexOffset, index.length));
            TestSegment.read(read);
            probe(read);
            return true;
        } catch (LodurException e) {
            return false;
        }
    }

    private static void probe(Segment segment) {
        FilterProbe probe = segment.probe(
                Needle.contained(" needle 0123456789abcdef".getBytes(StandardCharsets.UTF_8)), FilterAhead.NONE);
        if (probe != null) {
            probe.reads().forEach(FilterRead::run);
            probe.mayHave(segment.index().blockCount());
        }
    }

    /** The index with some bytes of one section changed and all checksums made right again. */
    private static byte[] mutate(TestSegment segment, Random random) {
        int from = (int) segment.summary().indexOffset();
        byte[] index = Arrays.copyOfRange(
                segment.bytes(), from, from + segment.summary().indexLengthBytes());
        int trailer = index.length - TRAILER_BYTES;
        int count = Bytes.getUnsignedShort(index, trailer + 12);
        int directory = trailer - count * ENTRY_BYTES;
        int entry;
        do {
            entry = directory + random.nextInt(count) * ENTRY_BYTES;
        } while (Bytes.getLong(index, entry + 8) < from);
        int at = (int) (Bytes.getLong(index, entry + 8) - from);
        int stored = Bytes.getInt(index, entry + 16);
        byte[] raw = Arrays.copyOfRange(index, at, at + stored);
        if (Bytes.getUnsignedShort(index, entry + 2) == 1) {
            raw = Zstd.decompress(raw, Bytes.getInt(index, entry + 20));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            raw[random.nextInt(raw.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(4) - 2);
        }
        if (random.nextInt(5) == 0) {
            raw = Arrays.copyOf(raw, random.nextInt(raw.length + 10));
        }
        byte[] changed = new byte[index.length + raw.length];
        System.arraycopy(raw, 0, changed, 0, raw.length);
        System.arraycopy(index, 0, changed, raw.length, index.length);
        // The changed section stands in front of the others, which keep their order.
        for (int i = 0; i < count; i++) {
            int moved = raw.length + directory + i * ENTRY_BYTES;
            long offset = Bytes.getLong(changed, moved + 8);
            Bytes.putLong(changed, moved + 8, offset < from ? offset : offset + raw.length);
        }
        int changedEntry = entry + raw.length;
        Bytes.putShort(changed, changedEntry + 2, 0);
        Bytes.putInt(changed, changedEntry + 4, crc(raw, 0, raw.length));
        Bytes.putLong(changed, changedEntry + 8, from);
        Bytes.putInt(changed, changedEntry + 16, raw.length);
        Bytes.putInt(changed, changedEntry + 20, raw.length);
        int crcAt = changed.length - 12;
        Bytes.putInt(changed, crcAt, crc(changed, raw.length + directory, crcAt - raw.length - directory));
        return changed;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
