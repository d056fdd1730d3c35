package dev.lodur.segment.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** Collects what Parquet's footer says and writes it with its length and the closing magic. Not thread-safe. */
public final class FooterWriter {
    /** The bytes at the beginning and at the end of each Parquet file. */
    public static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final List<SchemaElement> schema;
    private final int leaves;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private long rows;

    public FooterWriter(List<SchemaElement> schema, int leaves) {
        this.schema = schema;
        this.leaves = leaves;
    }

    public void addRowGroup(List<ColumnChunk> chunks, long uncompressedBytes, long offset, int rowCount) {
        long stored = 0;
        for (ColumnChunk chunk : chunks) {
            stored += chunk.getMeta_data().getTotal_compressed_size();
        }
        rowGroups.add(new RowGroup(chunks, uncompressedBytes, rowCount)
                .setFile_offset(offset)
                .setTotal_compressed_size(stored));
        rows += rowCount;
    }

    /** Writes the footer, its length and the magic. */
    public void writeTo(ByteSink out, String createdBy, String key, String value) {
        List<ColumnOrder> orders = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
        }
        FileMetaData footer = new FileMetaData(2, schema, rows, rowGroups)
                .setCreated_by(createdBy)
                .setColumn_orders(orders)
                .setKey_value_metadata(List.of(new KeyValue(key).setValue(value)));
        int from = out.size();
        try {
            Util.writeFileMetaData(footer, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.putInt(out.size() - from);
        out.write(MAGIC, 0, MAGIC.length);
    }
}
