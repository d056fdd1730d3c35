package dev.lodur.wal;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The files of the write-ahead log, version 1: records of opaque bytes behind a header, each with its own checksums.
 *
 * <pre>
 * file   := header record* seal?
 * header := magic:8 version:i32 bootEpoch:i64 firstSequence:i64 marker:i64
 *           previousFirst:i64 previousDurable:i64 checksum:i32              56 bytes
 * record := marker:i64 length:i32 sequence:i64 durable:i64
 *           payloadChecksum:i32 headerChecksum:i32 payload                  36 bytes and the payload
 * seal   := a record of length 0 with the sequence of the last record as its sequence and its durable
 * </pre>
 *
 * Numbers are little endian, checksums are CRC32C: of the header's 52 bytes before it, of the payload, of the record's 32
 * bytes before it. The magic is {@code LODURWAL}. A file is named by its first sequence, 16 hexadecimal digits and
 * {@code .wal}; it counts once its header and its folder are forced. Sequences rise by one inside a file, and from file
 * to file, where some may be left out.
 *
 * <p><b>Torn or corrupt.</b> A bad range behind which nothing was durable is what a loss of power leaves and is skipped; one
 * before something durable is damage. What was durable is told by two fields: a record's {@code durable} is the last
 * sequence of its own file known to be forced when it was written, and a header names the file before it ({@code
 * previousFirst}, 0 for none) with the last sequence forced in that one. After a failed force or write the file before
 * may thus end in anything, also in whole records that were never acknowledged; these are replayed. The seal, written
 * when the log is closed, covers the records of the last force. A bit that turns in the very last forced records of a
 * process that died cannot be told from a torn write.
 *
 * <p><b>Resynchronisation.</b> The marker is random, one for each file, so that no line of a log can look like a record.
 * Behind a bad record header the reader looks for the next marker with a right checksum; behind a bad payload it trusts the
 * record header. Where the file's header is damaged, the first record that has right checksums and fits the file's name
 * gives the marker.
 *
 * <p>A worked example, boot epoch 7, first sequence 5, no file before, marker 0x1122334455667788, one record {@code hi}:
 *
 * <pre>
 * 4c4f44555257414c 01000000                          "LODURWAL", version 1
 * 0700000000000000 0500000000000000                  boot epoch 7, first sequence 5
 * 8877665544332211                                   marker
 * 0000000000000000 0000000000000000 1db29db4         no file before, checksum
 * 8877665544332211 02000000                          marker, 2 bytes of payload
 * 0500000000000000 0400000000000000                  sequence 5, nothing durable in this file yet
 * c2d99df5 ac40ac9f 6869                             checksums, "hi"
 * </pre>
 *
 * Limits: a payload has 1 to 2,147,483,647 bytes. A change of layout is a new version; every version keeps
 * the header's size, magic, version and checksum in their places.
 */
final class WalFormat {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 56;
    static final int RECORD_HEADER_BYTES = 36;
    static final String SUFFIX = ".wal";
    static final String CORRUPT_SUFFIX = ".corrupt";

    private static final byte[] MAGIC = "LODURWAL".getBytes(StandardCharsets.US_ASCII);
    private static final int FILE_VERSION = MAGIC.length;
    private static final int BOOT_EPOCH = FILE_VERSION + 4;
    private static final int FIRST_SEQUENCE = BOOT_EPOCH + 8;
    private static final int FILE_MARKER = FIRST_SEQUENCE + 8;
    private static final int PREVIOUS_FIRST = FILE_MARKER + 8;
    private static final int PREVIOUS_DURABLE = PREVIOUS_FIRST + 8;
    private static final int FILE_CHECKSUM = PREVIOUS_DURABLE + 8;

    private static final int MARKER = 0;
    private static final int LENGTH = MARKER + 8;
    private static final int SEQUENCE = LENGTH + 4;
    private static final int DURABLE = SEQUENCE + 8;
    private static final int PAYLOAD_CHECKSUM = DURABLE + 8;
    private static final int RECORD_CHECKSUM = PAYLOAD_CHECKSUM + 4;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}\\.wal");

    /** What a file says about itself and the file before it. */
    record Header(long bootEpoch, long firstSequence, long marker, long previousFirst, long previousDurable) {}

    /** What stands before a payload. */
    record RecordHeader(long marker, int length, long sequence, long durable, int payloadChecksum) {
        boolean isSeal() {
            return length == 0;
        }
    }

    private WalFormat() {}

    static String fileName(long firstSequence) {
        return HexFormat.of().toHexDigits(firstSequence) + SUFFIX;
    }

    /** The first sequence that a file name stands for; empty where the name is another file's. */
    static OptionalLong firstSequence(Path file) {
        String name = String.valueOf(file.getFileName());
        return NAME.matcher(name).matches()
                ? OptionalLong.of(HexFormat.fromHexDigitsToLong(name, 0, 16))
                : OptionalLong.empty();
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static byte[] encode(Header header) {
        byte[] bytes = Arrays.copyOf(MAGIC, HEADER_BYTES);
        Bytes.putInt(bytes, FILE_VERSION, VERSION);
        Bytes.putLong(bytes, BOOT_EPOCH, header.bootEpoch());
        Bytes.putLong(bytes, FIRST_SEQUENCE, header.firstSequence());
        Bytes.putLong(bytes, FILE_MARKER, header.marker());
        Bytes.putLong(bytes, PREVIOUS_FIRST, header.previousFirst());
        Bytes.putLong(bytes, PREVIOUS_DURABLE, header.previousDurable());
        Bytes.putInt(bytes, FILE_CHECKSUM, checksum(bytes, 0, FILE_CHECKSUM));
        return bytes;
    }

    /** Reads a file's header; null where it is damaged, a {@link LodurException} where a newer version wrote it. */
    static @Nullable Header decodeHeader(byte[] bytes, Path file) {
        boolean whole = Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && Bytes.getInt(bytes, FILE_CHECKSUM) == checksum(bytes, 0, FILE_CHECKSUM);
        if (!whole) {
            return null;
        }
        int version = Bytes.getInt(bytes, FILE_VERSION);
        if (version != VERSION) {
            throw new LodurException(
                    version > VERSION ? ErrorCode.FORMAT_TOO_NEW : ErrorCode.FORMAT_TOO_OLD,
                    "write-ahead log file " + file + " has version " + version + ", this release reads version "
                            + VERSION + ": start the release that wrote it");
        }
        return new Header(
                Bytes.getLong(bytes, BOOT_EPOCH),
                Bytes.getLong(bytes, FIRST_SEQUENCE),
                Bytes.getLong(bytes, FILE_MARKER),
                Bytes.getLong(bytes, PREVIOUS_FIRST),
                Bytes.getLong(bytes, PREVIOUS_DURABLE));
    }

    static void encode(RecordHeader record, byte[] into) {
        Bytes.putLong(into, MARKER, record.marker());
        Bytes.putInt(into, LENGTH, record.length());
        Bytes.putLong(into, SEQUENCE, record.sequence());
        Bytes.putLong(into, DURABLE, record.durable());
        Bytes.putInt(into, PAYLOAD_CHECKSUM, record.payloadChecksum());
        Bytes.putInt(into, RECORD_CHECKSUM, checksum(into, 0, RECORD_CHECKSUM));
    }

    static long marker(byte[] bytes, int offset) {
        return Bytes.getLong(bytes, offset + MARKER);
    }

    /** Reads a record's header; null where the checksum is wrong. */
    static @Nullable RecordHeader decodeRecord(byte[] bytes, int offset) {
        int length = Bytes.getInt(bytes, offset + LENGTH);
        if (length < 0 || Bytes.getInt(bytes, offset + RECORD_CHECKSUM) != checksum(bytes, offset, RECORD_CHECKSUM)) {
            return null;
        }
        return new RecordHeader(
                marker(bytes, offset),
                length,
                Bytes.getLong(bytes, offset + SEQUENCE),
                Bytes.getLong(bytes, offset + DURABLE),
                Bytes.getInt(bytes, offset + PAYLOAD_CHECKSUM));
    }
}
