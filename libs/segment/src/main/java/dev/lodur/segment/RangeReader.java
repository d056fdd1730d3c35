package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.ReadFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

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

    /** A reader of a file; closing the file stays with the caller. The name is for error texts. */
    static RangeReader of(ReadFile file, String name) {
        return (offset, into, at, length) -> {
            try {
                file.read(offset, into, at, length);
            } catch (EOFException e) {
                throw endsBefore(name, offset + length, e);
            } catch (NoSuchFileException | FileNotFoundException e) {
                throw new LodurException(ErrorCode.GONE, name + " is not there any more", e);
            } catch (IOException e) {
                throw new LodurException(
                        ErrorCode.INTERNAL, "cannot read " + length + " bytes of " + name + " at " + offset, e);
            }
        };
    }

    /** A reader of an array that holds the whole segment. The name is for error texts. */
    static RangeReader of(byte[] segment, String name) {
        return (offset, into, at, length) -> {
            if (offset < 0 || offset + length > segment.length) {
                throw endsBefore(name, offset + length, null);
            }
            System.arraycopy(segment, (int) offset, into, at, length);
        };
    }

    private static LodurException endsBefore(String name, long end, @Nullable Throwable cause) {
        return new LodurException(ErrorCode.CORRUPT, name + " ends before byte " + end, cause);
    }
}
