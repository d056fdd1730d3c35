package dev.lodur.wal;

import dev.lodur.model.file.AppendFile;
import dev.lodur.wal.WalFormat.RecordHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a log appends to. Guarded by the log's lock, except that {@link #force} runs outside of it, by one
 * thread at a time, beside writes.
 */
final class LogFile implements Closeable {
    private enum State {
        OPEN,
        SEALED,
        FORCE_FAILED
    }

    private final Path path;
    private final AppendFile file;
    private final long firstSequence;
    private final long marker;
    private final byte[] recordHeader = new byte[WalFormat.RECORD_HEADER_BYTES];
    private State state = State.OPEN;
    private boolean forcing;
    private long writtenSequence;
    private long durableSequence;
    private @Nullable IOException failure;

    LogFile(Path path, AppendFile file, long firstSequence, long marker) {
        this.path = path;
        this.file = file;
        this.firstSequence = firstSequence;
        this.marker = marker;
        this.writtenSequence = firstSequence - 1;
        this.durableSequence = firstSequence - 1;
    }

    Path path() {
        return path;
    }

    long firstSequence() {
        return firstSequence;
    }

    /** The last record that the file has wholly. */
    long writtenSequence() {
        return writtenSequence;
    }

    long durableSequence() {
        return durableSequence;
    }

    long sizeBytes() {
        return file.sizeBytes();
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean hasRecords() {
        return writtenSequence >= firstSequence;
    }

    /** Whether there are records that a force could still make durable. */
    boolean needsForce() {
        return durableSequence < writtenSequence && state != State.FORCE_FAILED;
    }

    boolean isDurable() {
        return durableSequence == writtenSequence;
    }

    boolean isForcing() {
        return forcing;
    }

    @Nullable IOException failure() {
        return failure;
    }

    void seal() {
        if (state == State.OPEN) {
            state = State.SEALED;
        }
    }

    /** Writes a record; after a failure the file is sealed, as its end is unknown. */
    void write(long sequence, byte[] bytes, int offset, int length, int checksum) throws IOException {
        try {
            writeHeader(new RecordHeader(marker, length, sequence, durableSequence, checksum));
            file.write(bytes, offset, length);
            writtenSequence = sequence;
        } finally {
            if (writtenSequence != sequence) {
                seal();
            }
        }
    }

    /** Writes the seal that vouches for all records. The file must be durable and sealed. */
    void writeSeal() throws IOException {
        writeHeader(
                new RecordHeader(marker, 0, writtenSequence, durableSequence, WalFormat.checksum(recordHeader, 0, 0)));
        file.force();
    }

    private void writeHeader(RecordHeader record) throws IOException {
        WalFormat.encode(record, recordHeader);
        file.write(recordHeader, 0, recordHeader.length);
    }

    /** Begins a force of all that is written; the caller leaves the lock, calls {@link #force} and comes back. */
    long beginForce() {
        forcing = true;
        return writtenSequence;
    }

    void force() throws IOException {
        file.force();
    }

    void endForce(long forcedSequence) {
        forcing = false;
        durableSequence = forcedSequence;
    }

    /** A failed force is final: a second one could succeed without having written anything. */
    void endForce(IOException cause) {
        forcing = false;
        failure = cause;
        state = State.FORCE_FAILED;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
