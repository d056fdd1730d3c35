package dev.lodur.segment.filter;

import dev.lodur.segment.parquet.ByteSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Builds the filter of a segment while that is written. Not thread-safe.
 *
 * <p>Memory: the filter itself, 1 to 4 percent of the lines but at most {@value #BYTES_MAX} bytes, beyond which blocks are
 * not covered, so that every query reads them; and 16 bytes for each entry of the open granule, which has at most
 * {@value #ENTRIES_MAX}.
 */
public final class FilterBuilder {
    private static final int ROWS_MAX = 336;
    /** Chunks of fewer entries would be mostly what each chunk begins with. */
    private static final int ENTRIES_PER_ROW = 24;

    /** A granule ends with the block in which it has so many entries. */
    private static final int ENTRIES_ENOUGH = ROWS_MAX * ENTRIES_PER_ROW;

    /** A granule that has so many ends within its block. */
    private static final int ENTRIES_MAX = 1 << 16;

    private static final int LINE_BYTES_ENOUGH = 4 << 20;
    private static final int BYTES_MAX = 28 << 20;
    private static final int SEEN_SLOTS = 1 << 12;

    /** Takes the rows of the filter. */
    @FunctionalInterface
    public interface Output {
        void write(byte[] bytes, int length) throws IOException;
    }

    private final LineEntries entries = new LineEntries(new LineEntries.Sink() {
        @Override
        public void entry(long hash) {
            add(hash);
        }

        @Override
        public void hexLength(int length) {
            hexLengths |= 1L << Entries.hexLengthBit(length);
        }
    });

    private final List<Granule> granules = new ArrayList<>();
    private final EntrySet set = new EntrySet();
    /** Entries that the granule has already, each in the only place where it may be: most come again soon. */
    private final long[] seen = new long[SEEN_SLOTS];

    private long hexLengths;
    private int rows;
    private int firstBlock;
    private int block;
    private boolean empty = true;
    private long lineBytes;
    private long filterBytes;

    private void add(long hash) {
        int slot = (int) hash & SEEN_SLOTS - 1;
        if (seen[slot] != hash) {
            seen[slot] = hash;
            set.add(hash);
        }
    }

    /** Adds a row to the open block; its metadata is a packed label set. */
    public void addRow(
            byte[] line, int lineFrom, int lineLength, byte[] metadata, int metadataFrom, int metadataLength) {
        if (set.size() >= ENTRIES_MAX) {
            endGranule(block);
        }
        if (filterBytes >= BYTES_MAX) {
            return;
        }
        entries.addLine(line, lineFrom, lineFrom + lineLength);
        entries.addMetadata(metadata, metadataFrom, metadataLength);
        lineBytes += lineLength;
        empty = false;
    }

    public void endBlock() {
        block++;
        if (set.size() >= ENTRIES_ENOUGH || lineBytes >= LINE_BYTES_ENOUGH) {
            endGranule(block - 1);
        } else if (empty) {
            firstBlock = block;
        }
    }

    private void endGranule(int lastBlock) {
        if (rows == 0) {
            rows = Math.clamp(set.size() / ENTRIES_PER_ROW, 1, ROWS_MAX);
        }
        Granule granule = Granule.of(set.toArray(), rows, firstBlock, lastBlock, hexLengths, entries.takeRewritten());
        granules.add(granule);
        filterBytes += granule.chunks().length;
        set.clear();
        Arrays.fill(seen, 0);
        hexLengths = 0;
        lineBytes = 0;
        empty = true;
        firstBlock = block;
    }

    /**
     * Ends the filter and writes its rows.
     *
     * @param offset where the first row will stand in the file
     */
    public FilterTable finish(Output out, long offset) throws IOException {
        if (!empty) {
            endGranule(block - 1);
        }
        int count = granules.size();
        int[] next = new int[count];
        long[] rowEnds = new long[rows];
        CRC32C crc = new CRC32C();
        ByteSink row = new ByteSink(count * ENTRIES_PER_ROW * 2 + FilterTable.CRC_BYTES);
        for (int i = 0; i < rows; i++) {
            row.reset();
            for (int granule = 0; granule < count; granule++) {
                int length = granules.get(granule).chunkBytes()[i];
                row.write(granules.get(granule).chunks(), next[granule], length);
                next[granule] += length;
            }
            row.putInt(FilterRow.crc32c(row.array(), 0, row.size()));
            crc.update(row.array(), 0, row.size());
            out.write(row.array(), row.size());
            rowEnds[i] = (i == 0 ? 0 : rowEnds[i - 1]) + row.size();
        }
        return table(rowEnds, offset, (int) crc.getValue());
    }

    private FilterTable table(long[] rowEnds, long offset, int crc32c) {
        int count = granules.size();
        boolean[] rewritten = new boolean[count];
        for (int i = 0; i < count; i++) {
            rewritten[i] = granules.get(i).rewritten();
        }
        return new FilterTable(
                new FilterRows(rowEnds, offset),
                granules.stream().mapToInt(Granule::firstBlock).toArray(),
                granules.stream().mapToInt(Granule::lastBlock).toArray(),
                granules.stream().mapToInt(Granule::range).toArray(),
                granules.stream().mapToLong(Granule::hexLengths).toArray(),
                rewritten,
                crc32c);
    }
}
