package dev.lodur.segment.v1;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.SegmentFooter;
import dev.lodur.segment.parquet.FooterWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Reads the Parquet footer of a segment, as other engines do. */
public final class FooterReader {
    private static final int FOOTER_BYTES_MAX = 64 << 20;

    private FooterReader() {}

    /** As {@link SegmentFooter#read}. */
    public static SegmentFooter read(RangeReader reader, long fileSize) {
        int magicLength = FooterWriter.MAGIC.length;
        if (fileSize < SegmentFormat.TRAILER_BYTES + SegmentFormat.PARQUET_TAIL_BYTES) {
            throw corrupt("a file of " + fileSize + " bytes is too short for a segment", null);
        }
        byte[] tail = new byte[SegmentFormat.PARQUET_TAIL_BYTES];
        reader.read(fileSize - tail.length, tail, 0, tail.length);
        if (!Arrays.equals(tail, tail.length - magicLength, tail.length, FooterWriter.MAGIC, 0, magicLength)) {
            throw corrupt("the file does not end like a parquet file", null);
        }
        long length = Bytes.getInt(tail, 0) & 0xffffffffL;
        if (length > Math.min(fileSize - tail.length, FOOTER_BYTES_MAX)) {
            throw corrupt("a footer of " + length + " bytes does not fit a file of " + fileSize, null);
        }
        byte[] footer = new byte[(int) length];
        reader.read(fileSize - tail.length - length, footer, 0, footer.length);
        return decode(footer);
    }

    private static SegmentFooter decode(byte[] footer) {
        try {
            FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
            String[] index = index(metadata).split(" ", -1);
            return new SegmentFooter(metadata.getNum_rows(), Long.parseLong(index[1]), Integer.parseInt(index[2]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw corrupt("the footer cannot be read: " + e.getMessage(), e);
        }
    }

    private static String index(FileMetaData metadata) {
        if (metadata.getKey_value_metadata() != null) {
            for (KeyValue pair : metadata.getKey_value_metadata()) {
                if (pair.getKey().equals(SegmentFormat.INDEX_KEY)) {
                    return pair.getValue();
                }
            }
        }
        throw corrupt("the footer has no key " + SegmentFormat.INDEX_KEY + ": the file was not written by lodur", null);
    }

    private static LodurException corrupt(String text, @Nullable Exception cause) {
        return cause == null
                ? new LodurException(ErrorCode.CORRUPT, text)
                : new LodurException(ErrorCode.CORRUPT, text, cause);
    }
}
