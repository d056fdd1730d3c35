package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.ProtoReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one stored message, one after the other. Bytes that are no message are {@link ErrorCode#CORRUPT}, naming
 * the source and the offset. Values are copies.
 *
 * <pre>
 * while (fields.next()) {
 *     switch (fields.field()) {
 *         case 1 -> key = fields.string();
 *         default -> fields.keepUnknown(unknown);
 *     }
 * }
 * </pre>
 */
final class StoredFields {
    private final String source;
    private final byte[] bytes;
    private final ProtoReader reader;

    StoredFields(String source, byte[] bytes) {
        this(source, bytes, 0, bytes.length);
    }

    private StoredFields(String source, byte[] bytes, int start, int end) {
        this.source = source;
        this.bytes = bytes;
        this.reader = new ProtoReader((problem, offset) ->
                        new LodurException(ErrorCode.CORRUPT, source + ": " + problem + " at byte " + offset))
                .reset(bytes, start, end);
    }

    /** Moves to the next field; false at the end. A field that nobody reads is passed over. */
    boolean next() {
        return reader.nextField();
    }

    int field() {
        return reader.field();
    }

    long varint() {
        reader.expect(ProtoReader.VARINT);
        return reader.number();
    }

    /** A number that cannot be negative and fits an int, such as a level or a count. */
    int count() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new LodurException(ErrorCode.CORRUPT, source + ": count out of range at byte " + reader.fieldStart());
        }
        return (int) value;
    }

    long fixed64() {
        reader.expect(ProtoReader.FIXED64);
        return reader.number();
    }

    int fixed32() {
        reader.expect(ProtoReader.FIXED32);
        return (int) reader.number();
    }

    String string() {
        reader.expectBytes();
        return new String(bytes, reader.offset(), reader.length(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        reader.expectBytes();
        return Arrays.copyOfRange(bytes, reader.offset(), reader.valueEnd());
    }

    StoredFields message() {
        reader.expectBytes();
        return new StoredFields(source, bytes, reader.offset(), reader.valueEnd());
    }

    /** Appends the field, tag and value, to those not understood. */
    void keepUnknown(ProtoWriter unknown) {
        unknown.append(Arrays.copyOfRange(bytes, reader.fieldStart(), reader.fieldEnd()));
    }
}
