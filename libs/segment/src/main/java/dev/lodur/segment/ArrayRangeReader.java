package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** The ranges of a whole segment in memory. */
record ArrayRangeReader(byte[] segment, String name) implements RangeReader {
    @Override
    public void read(long offset, byte[] into, int at, int length) {
        if (offset < 0 || offset + length > segment.length) {
            throw new LodurException(ErrorCode.CORRUPT, name + " ends before byte " + (offset + length));
        }
        System.arraycopy(segment, (int) offset, into, at, length);
    }
}
