package dev.lodur.segment.parquet;

import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/**
 * The columns of a file as Parquet's footer describes them: flat columns and maps of strings.
 *
 * <p>Strings carry the old annotation UTF8 beside the new one, without which some readers see bytes. Timestamps are
 * nanoseconds without a zone: with one, some readers cut them to microseconds.
 */
public final class ColumnSchema {
    private ColumnSchema() {}

    public static SchemaElement root(int columns) {
        return new SchemaElement("schema").setNum_children(columns);
    }

    public static SchemaElement timestampNanos(String name) {
        TimestampType nanos = new TimestampType(false, TimeUnit.NANOS(new NanoSeconds()));
        return int64(name).setLogicalType(LogicalType.TIMESTAMP(nanos));
    }

    public static SchemaElement int64(String name) {
        return new SchemaElement(name).setType(Type.INT64).setRepetition_type(FieldRepetitionType.REQUIRED);
    }

    public static SchemaElement string(String name, boolean required) {
        return new SchemaElement(name)
                .setType(Type.BYTE_ARRAY)
                .setRepetition_type(required ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL)
                .setConverted_type(ConvertedType.UTF8)
                .setLogicalType(LogicalType.STRING(new StringType()));
    }

    /** The elements of a required map of strings to strings; its leaves have one repetition and one definition level. */
    public static List<SchemaElement> map(String name) {
        SchemaElement outer = new SchemaElement(name)
                .setRepetition_type(FieldRepetitionType.REQUIRED)
                .setNum_children(1)
                .setConverted_type(ConvertedType.MAP)
                .setLogicalType(LogicalType.MAP(new MapType()));
        SchemaElement pair = new SchemaElement("key_value")
                .setRepetition_type(FieldRepetitionType.REPEATED)
                .setNum_children(2);
        return List.of(outer, pair, string("key", true), string("value", true));
    }
}
