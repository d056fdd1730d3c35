package dev.lodur.wal;

import dev.lodur.model.file.ReadFile;
import dev.lodur.wal.WalFormat.Header;
import dev.lodur.wal.WalFormat.RecordHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file, around what is bad in it, and tells torn from corrupt as {@link WalFormat} says. Holds
 * one record at a time. Used once, by one thread.
 */
final class WalFileReader {
    private static final int WINDOW_BYTES = 64 << 10;

    /**
     * What is known of a file when it has been read.
     *
     * @param lastSequence of the last record that could be read, or one less than the first of the file
     * @param durableSequence up to which a force of the whole file would leave no torn range
     * @param provenDurable the last sequence that something says was durable
     * @param goodBytes where the last good record ends, 0 where nothing of the file is good
     */
    record Result(long lastSequence, long durableSequence, long provenDurable, long goodBytes, boolean corrupt) {}

    /** A bad range, not judged yet, and the last sequence before it. */
    private record Gap(long offset, long lengthBytes, long sequenceBefore) {}

    private final Path path;
    private final ReadFile file;
    private final long sizeBytes;
    private final long nextFirst;
    private final RecordVisitor visitor;
    private final WalListener listener;
    private final Deque<Gap> gaps = new ArrayDeque<>();
    private final byte[] recordHeader = new byte[WalFormat.RECORD_HEADER_BYTES];
    private byte[] payload = new byte[WINDOW_BYTES];
    private @Nullable Long marker;
    private long lastSequence;
    private long provenDurable;
    private long goodBytes;
    private boolean corrupt;
    private long damagedBehind = -1;

    /**
     * @param provenDurable the last sequence of this file that other files say was durable
     * @param nextFirst sequence from which on records belong into a later file
     */
    WalFileReader(
            Path path,
            ReadFile file,
            long firstSequence,
            long provenDurable,
            long nextFirst,
            RecordVisitor visitor,
            WalListener listener)
            throws IOException {
        this.path = path;
        this.file = file;
        this.sizeBytes = file.sizeBytes();
        this.lastSequence = firstSequence - 1;
        this.provenDurable = provenDurable;
        this.nextFirst = nextFirst;
        this.visitor = visitor;
        this.listener = listener;
    }

    Result read(@Nullable Header header) throws IOException {
        long position = header == null ? skip(0, Math.min(sizeBytes, WalFormat.HEADER_BYTES)) : begin(header);
        while (position < sizeBytes) {
            position = readAt(position);
        }
        return finish();
    }

    private long begin(Header header) {
        marker = header.marker();
        goodBytes = WalFormat.HEADER_BYTES;
        return WalFormat.HEADER_BYTES;
    }

    /** Reads one record or skips what is bad; returns where to go on. */
    private long readAt(long position) throws IOException {
        RecordHeader record = recordAt(position);
        if (record == null) {
            return skip(position, findRecord(position + 1));
        }
        long payloadStart = position + WalFormat.RECORD_HEADER_BYTES;
        long end = payloadStart + record.length();
        if (end > sizeBytes || !readPayload(record, payloadStart)) {
            return skip(position, Math.min(end, sizeBytes));
        }
        marker = marker == null ? record.marker() : marker;
        goodBytes = end;
        prove(record.durable());
        if (!record.isSeal()) {
            visitor.record(record.sequence(), payload, 0, record.length());
            lastSequence = record.sequence();
        }
        return end;
    }

    private @Nullable RecordHeader recordAt(long position) throws IOException {
        if (position + WalFormat.RECORD_HEADER_BYTES > sizeBytes) {
            return null;
        }
        file.read(position, recordHeader, 0, WalFormat.RECORD_HEADER_BYTES);
        return recordIn(recordHeader, 0);
    }

    private @Nullable RecordHeader recordIn(byte[] bytes, int offset) {
        if (marker != null && WalFormat.marker(bytes, offset) != marker) {
            return null;
        }
        RecordHeader record = WalFormat.decodeRecord(bytes, offset);
        return record != null && fits(record) ? record : null;
    }

    private boolean fits(RecordHeader record) {
        return record.isSeal()
                ? record.sequence() >= lastSequence
                : record.sequence() > lastSequence && record.sequence() < nextFirst;
    }

    private boolean readPayload(RecordHeader record, long position) throws IOException {
        if (payload.length < record.length()) {
            payload = new byte[record.length()];
        }
        file.read(position, payload, 0, record.length());
        return WalFormat.checksum(payload, 0, record.length()) == record.payloadChecksum();
    }

    /** The next position from one on where a record's header is whole; the end of the file where there is none. */
    private long findRecord(long from) throws IOException {
        byte[] window = new byte[WINDOW_BYTES];
        long start = from;
        while (start + WalFormat.RECORD_HEADER_BYTES <= sizeBytes) {
            int length = (int) Math.min(WINDOW_BYTES, sizeBytes - start);
            file.read(start, window, 0, length);
            int positions = length - WalFormat.RECORD_HEADER_BYTES + 1;
            for (int i = 0; i < positions; i++) {
                if (recordIn(window, i) != null) {
                    return start + i;
                }
            }
            start += positions;
        }
        return sizeBytes;
    }

    private long skip(long from, long to) {
        gaps.add(new Gap(from, to - from, lastSequence));
        judge();
        return to;
    }

    private void prove(long durable) {
        if (durable > provenDurable) {
            provenDurable = durable;
            judge();
        }
    }

    /** Gaps come in the order of their sequences, so the corrupt ones are in front. */
    private void judge() {
        for (Gap gap = gaps.peek(); gap != null && gap.sequenceBefore() < provenDurable; gap = gaps.peek()) {
            gaps.remove();
            damagedBehind = gap.sequenceBefore();
            reportCorrupt(
                    gap.offset(),
                    gap.lengthBytes(),
                    "records behind sequence " + gap.sequenceBefore() + " cannot be read");
        }
    }

    private void reportCorrupt(long offset, long lengthBytes, String reason) {
        corrupt = true;
        listener.corrupt(path, offset, lengthBytes, reason);
    }

    private Result finish() {
        // A damaged range at the end has told of the same loss already.
        if (lastSequence < provenDurable && damagedBehind != lastSequence) {
            reportCorrupt(
                    sizeBytes, 0, "ends at sequence " + lastSequence + " although " + provenDurable + " was durable");
        }
        long durable = gaps.isEmpty()
                ? lastSequence
                : Math.min(lastSequence, gaps.element().sequenceBefore());
        gaps.forEach(gap -> listener.torn(path, gap.offset(), gap.lengthBytes()));
        return new Result(lastSequence, durable, provenDurable, goodBytes, corrupt);
    }
}
