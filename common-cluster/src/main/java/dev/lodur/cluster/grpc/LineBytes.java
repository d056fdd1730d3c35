package dev.lodur.cluster.grpc;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Arrays to and from messages without a copy where the library allows: an array that goes out is not changed by anybody
 * any more, and one that came in is the message's own.
 */
final class LineBytes {
    private LineBytes() {}

    static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /** The bytes of a field: its own array where that holds nothing else, otherwise a copy. */
    static byte[] unwrap(ByteString bytes) {
        Whole whole = new Whole(bytes.size());
        try {
            UnsafeByteOperations.unsafeWriteTo(bytes, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] array = whole.array;
        return array == null ? bytes.toByteArray() : array;
    }

    /** Takes an array that comes in one piece and as a whole. */
    private static final class Whole extends ByteOutput {
        private final int size;
        private byte @Nullable [] array;

        Whole(int size) {
            this.size = size;
        }

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            if (offset == 0 && length == size && value.length == size) {
                array = value;
            }
        }

        @Override
        public void write(byte value) {}

        @Override
        public void write(byte[] value, int offset, int length) {
            writeLazy(value, offset, length);
        }

        @Override
        public void write(ByteBuffer value) {}

        @Override
        public void writeLazy(ByteBuffer value) {}
    }
}
