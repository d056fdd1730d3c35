package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;

/**
 * Where a segment's bytes come from: a file, an array, an object in a bucket, a cache. Thread-safe.
 *
 * <p>Each call may be one request to a bucket, so callers join neighbouring ranges.
 */
@FunctionalInterface
public interface RangeReader {
    /**
     * Fills {@code length} bytes of the array from position {@code at} on with the bytes from {@code offset} on.
     *
     * @throws LodurException with {@link ErrorCode#GONE} where the object is not there any more, {@link
     *     ErrorCode#CORRUPT} where it ends before, and other codes where it cannot be read now
     */
    void read(long offset, byte[] into, int at, int length);

    /** What error texts call the segment: the key of an object, the path of a file. */
    default String name() {
        return "segment";
    }

    /** A reader of a file; closing the file stays with the caller. The name is for error texts. */
    static RangeReader of(ReadFile file, String name) {
        return new FileRangeReader(file, name);
    }

    /** A reader of an array that holds the whole segment. The name is for error texts. */
    static RangeReader of(byte[] segment, String name) {
        return new ArrayRangeReader(segment, name);
    }
}
