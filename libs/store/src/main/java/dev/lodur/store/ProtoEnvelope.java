package dev.lodur.store;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.ProtoReader;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What the stored Protocol Buffers messages of Lodur have in common: a version in front and a checksum at the end.
 *
 * <pre>
 * file     := version field* checksum
 * version  := 0x08 varint          field 1, always the first; readers refuse versions they do not know
 * checksum := 0x7d u32             field 15, fixed32, always the last; CRC32C of all bytes before it, little endian
 * </pre>
 *
 * A file of any other version is refused before its checksum is looked at, because a later version may have another.
 */
final class ProtoEnvelope {
    private static final int VERSION_FIELD = 1;
    private static final int CHECKSUM_FIELD = 15;
    private static final int CHECKSUM_BYTES = 5;
    private static final byte CHECKSUM_TAG = CHECKSUM_FIELD << 3 | ProtoReader.FIXED32;

    private ProtoEnvelope() {}

    static ProtoWriter begin(int version) {
        ProtoWriter writer = new ProtoWriter();
        writer.varint(VERSION_FIELD, version);
        return writer;
    }

    static byte[] finish(ProtoWriter writer) {
        byte[] content = writer.toByteArray();
        writer.fixed32(CHECKSUM_FIELD, crc32c(content, content.length));
        return writer.toByteArray();
    }

    /** A reader of the fields between version and checksum, both of which are checked. */
    static StoredFields open(String source, byte[] bytes, int version) {
        checkVersion(source, bytes, version);
        int contentLength = bytes.length - CHECKSUM_BYTES;
        if (contentLength < 0 || bytes[contentLength] != CHECKSUM_TAG) {
            throw new LodurException(ErrorCode.CORRUPT, source + " does not end with a checksum");
        }
        int expected = Bytes.getInt(bytes, contentLength + 1);
        int actual = crc32c(bytes, contentLength);
        if (expected != actual) {
            throw new LodurException(
                    ErrorCode.CORRUPT,
                    "%s of %d bytes has the checksum %08x instead of %08x"
                            .formatted(source, bytes.length, actual, expected));
        }
        StoredFields fields = new StoredFields(source, Arrays.copyOf(bytes, contentLength));
        fields.next();
        return fields;
    }

    private static void checkVersion(String source, byte[] bytes, int version) {
        StoredFields fields = new StoredFields(source, bytes);
        if (!fields.next() || fields.field() != VERSION_FIELD) {
            throw new LodurException(ErrorCode.CORRUPT, source + " does not begin with a version");
        }
        long found = fields.varint();
        if (found != version) {
            boolean newer = Long.compareUnsigned(found, version) > 0;
            throw new LodurException(
                    newer ? ErrorCode.FORMAT_TOO_NEW : ErrorCode.FORMAT_TOO_OLD,
                    source + " has format version " + Long.toUnsignedString(found) + ", this lodur reads " + version);
        }
    }

    private static int crc32c(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
