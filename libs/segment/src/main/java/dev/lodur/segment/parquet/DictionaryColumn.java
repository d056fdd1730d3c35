package dev.lodur.segment.parquet;

import org.apache.parquet.format.Encoding;

/**
 * A column of optional or repeated strings while a row group is built: the distinct strings and one id a value.
 *
 * <p>Only when the row group ends is it known whether a dictionary pays: where more than half of the values are
 * distinct, as with trace ids, they are written one after the other (DELTA_LENGTH_BYTE_ARRAY) instead. Not thread-safe.
 */
public final class DictionaryColumn {
    private static final int NULL = -1;
    private static final int DICTIONARY_BYTES_MAX = 1 << 20;

    private final boolean repeated;
    private final ByteDictionary dictionary = new ByteDictionary();
    private final IntArray ids = new IntArray();
    private final IntArray repetition = new IntArray();
    private final IntArray rows = new IntArray();
    private final IntArray blockEnds = new IntArray();
    private int present;
    private int lastId = NULL;
    private int[] dense = new int[256];
    private long[] lengths = new long[256];

    /** @param repeated whether a row may have any number of values, as in the leaves of a map */
    public DictionaryColumn(boolean repeated) {
        this.repeated = repeated;
    }

    public void reset() {
        dictionary.reset();
        ids.reset();
        repetition.reset();
        rows.reset();
        blockEnds.reset();
        present = 0;
        lastId = NULL;
    }

    /** Adds a value; {@code first} says whether it begins a row. */
    public int add(byte[] bytes, int offset, int length, boolean first) {
        int id = dictionary.is(lastId, bytes, offset, length) ? lastId : dictionary.add(bytes, offset, length);
        lastId = id;
        addId(id, first);
        present++;
        return id;
    }

    /** Adds a row without a value. */
    public void addNull() {
        addId(NULL, true);
    }

    private void addId(int id, boolean first) {
        ids.add(id);
        if (repeated) {
            repetition.add(first ? 0 : 1);
        }
    }

    /** Ends the block, which has the given number of rows. */
    public void endBlock(int rowCount) {
        blockEnds.add(ids.size());
        rows.add(rowCount);
    }

    public ByteDictionary dictionary() {
        return dictionary;
    }

    /** The ids of all values so far, -1 for none. */
    public IntArray ids() {
        return ids;
    }

    private boolean dictionaryPays() {
        return dictionary.size() > 0
                && dictionary.size() * 2L <= present
                && dictionary.totalBytes() + 4L * dictionary.size() <= DICTIONARY_BYTES_MAX;
    }

    /** Writes the row group's pages, one for each block, into the chunk. */
    public void writeTo(ColumnChunk chunk, PageScratch scratch) {
        boolean dictionaryIds = dictionaryPays();
        if (dictionaryIds) {
            chunk.addDictionary(dictionary, scratch);
        }
        int from = 0;
        for (int block = 0; block < blockEnds.size(); block++) {
            int to = blockEnds.get(block);
            writePage(chunk, from, to, rows.get(block), dictionaryIds, scratch);
            from = to;
        }
    }

    private void writePage(
            ColumnChunk chunk, int from, int to, int rowCount, boolean dictionaryIds, PageScratch scratch) {
        scratch.reset();
        if (repeated) {
            RleHybrid.encode(repetition.array(), from, to, 1, scratch.levels());
        }
        int repetitionBytes = scratch.levels().size();
        int count = definitions(from, to, scratch.levels());
        if (dictionaryIds) {
            int width = RleHybrid.width(dictionary.size());
            scratch.values().write(width);
            RleHybrid.encode(dense, 0, count, width, scratch.values());
        } else if (count > 0) {
            putStrings(count, scratch.values());
        }
        var shape = new ColumnChunk.PageShape(to - from, to - from - count, rowCount, repetitionBytes);
        chunk.addData(encoding(dictionaryIds, count), shape, scratch);
    }

    /** A page without any value is PLAIN, which takes no bytes at all. */
    private static Encoding encoding(boolean dictionaryIds, int count) {
        if (dictionaryIds) {
            return Encoding.RLE_DICTIONARY;
        }
        return count > 0 ? Encoding.DELTA_LENGTH_BYTE_ARRAY : Encoding.PLAIN;
    }

    /** Writes the definition levels and leaves the ids that are not null at the beginning of {@code dense}. */
    private int definitions(int from, int to, ByteSink levels) {
        int n = to - from;
        if (dense.length < n) {
            dense = new int[n + n / 4];
        }
        int[] all = ids.array();
        for (int i = 0; i < n; i++) {
            dense[i] = all[from + i] == NULL ? 0 : 1;
        }
        RleHybrid.encode(dense, 0, n, 1, levels);
        int count = 0;
        for (int i = from; i < to; i++) {
            if (all[i] != NULL) {
                dense[count++] = all[i];
            }
        }
        return count;
    }

    private void putStrings(int count, ByteSink values) {
        if (lengths.length < count) {
            lengths = new long[count + count / 4];
        }
        for (int i = 0; i < count; i++) {
            lengths[i] = dictionary.length(dense[i]);
        }
        DeltaBinaryPacked.encode(lengths, count, values);
        for (int i = 0; i < count; i++) {
            values.write(dictionary.bytes(), dictionary.start(dense[i]), dictionary.length(dense[i]));
        }
    }
}
