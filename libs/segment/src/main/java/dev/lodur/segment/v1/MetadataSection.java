package dev.lodur.segment.v1;

import dev.lodur.segment.MetadataTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import dev.lodur.segment.parquet.IntArray;
import java.util.ArrayList;
import java.util.List;

/** The section of metadata keys and their values by block, as {@link SegmentFormat} says. */
final class MetadataSection {
    private MetadataSection() {}

    static void write(MetadataTable metadata, ByteSink out) {
        out.putVarint(metadata.keys().length);
        out.putVarint(metadata.columns());
        out.write((metadata.otherMetadata() ? 1 : 0) | (metadata.keysComplete() ? 2 : 0));
        for (String key : metadata.keys()) {
            out.putString(key);
        }
        for (int block = 0; block + 1 < metadata.firstEntry().length; block++) {
            int from = metadata.firstEntry()[block];
            int to = metadata.firstEntry()[block + 1];
            out.putVarint(to - from);
            for (int entry = from; entry < to; entry++) {
                out.putVarint(metadata.key()[entry]);
                out.write(metadata.flags()[entry]);
                out.putVarint(metadata.firstValue()[entry + 1] - metadata.firstValue()[entry]);
                for (int i = metadata.firstValue()[entry]; i < metadata.firstValue()[entry + 1]; i++) {
                    out.putString(metadata.values()[i]);
                }
            }
        }
    }

    static MetadataTable read(ByteSource in, int blocks) {
        String[] keys = new String[in.getCount()];
        int columns = in.getInt(keys.length);
        int tableFlags = in.getByte();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = in.getString();
        }
        if (blocks > in.remaining()) {
            throw in.corrupt();
        }
        int[] firstEntry = new int[blocks + 1];
        var key = new IntArray();
        var flags = new IntArray();
        var firstValue = new IntArray();
        List<String> values = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            firstEntry[block] = key.size();
            int before = -1;
            for (int left = in.getCount(); left > 0; left--) {
                int next = in.getInt(keys.length - 1L);
                if (next <= before) {
                    throw in.corrupt();
                }
                before = next;
                key.add(next);
                flags.add(in.getByte());
                firstValue.add(values.size());
                for (int value = in.getCount(); value > 0; value--) {
                    values.add(in.getString());
                }
            }
        }
        firstEntry[blocks] = key.size();
        firstValue.add(values.size());
        in.end();
        return new MetadataTable(
                keys,
                columns,
                (tableFlags & 1) != 0,
                (tableFlags & 2) != 0,
                firstEntry,
                key.toArray(),
                flags.toArray(),
                firstValue.toArray(),
                values.toArray(String[]::new));
    }
}
