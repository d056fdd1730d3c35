package dev.lodur.wal;

import java.io.IOException;

/** Gets the records of a log in the order of their sequence numbers, one at a time. */
@FunctionalInterface
public interface RecordVisitor {
    /** The array is the caller's again when the call returns. A failure ends the replay and passes through. */
    void record(long sequence, byte[] bytes, int offset, int length) throws IOException;
}
