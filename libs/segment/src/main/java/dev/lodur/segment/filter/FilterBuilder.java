package dev.lodur.segment.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Builds the filter of a segment while that is written. Not thread-safe.
 *
 * <p>Memory: 21 KiB for each granule, which is 1 to 3 percent of the lines, at most {@value #GRANULES_MAX} of them (28
 * MiB); the blocks behind those are not covered, so that every query reads them.
 */
public final class FilterBuilder {
    /** A multiple of a power of two, so that the filter of a small segment can be halved several times. */
    private static final int FILTER_BLOCKS = 672;

    /** With 10.5 bits for each about one entry in a hundred that a granule does not have seems to be there. */
    private static final int ENTRIES_MAX = 16_384;

    /** A granule that is so full ends with its block, so that it does not cover a part of the next one. */
    private static final int ENTRIES_ENOUGH = ENTRIES_MAX * 15 / 16;

    /** So few entries go to the granule before. */
    private static final int ENTRIES_FEW = ENTRIES_MAX / 4;

    private static final int BYTES_ENOUGH = 4 << 20;
    private static final int GRANULES_MAX = 1365;
    private static final int SEEN_SLOTS = 1 << 12;

    /** Takes the rows of the filter. */
    @FunctionalInterface
    public interface Output {
        void write(byte[] bytes, int length) throws IOException;
    }

    private record Granule(long[] filter, int firstBlock, int lastBlock, long hexLengths, boolean rewritten) {
        /** Both as one. */
        Granule with(Granule next) {
            FilterBits.merge(filter, next.filter);
            return new Granule(
                    filter, firstBlock, next.lastBlock, hexLengths | next.hexLengths, rewritten || next.rewritten);
        }

        Granule halved() {
            return new Granule(FilterBits.halved(filter), firstBlock, lastBlock, hexLengths, rewritten);
        }
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
    /** Entries that the granule has already, each in the only place where it may be: most come again soon. */
    private final long[] seen = new long[SEEN_SLOTS];

    private long[] filter = FilterBits.create(FILTER_BLOCKS);
    private long hexLengths;
    private int entryCount;
    private int firstBlock;
    private int block;
    private boolean empty = true;
    private long lineBytes;

    public FilterBuilder() {
        forget();
    }

    private void add(long hash) {
        int slot = (int) hash & SEEN_SLOTS - 1;
        if (seen[slot] != hash) {
            seen[slot] = hash;
            if (FilterBits.add(filter, FILTER_BLOCKS, hash)) {
                entryCount++;
            }
        }
    }

    /** Adds a row to the open block; its metadata is a packed label set. */
    public void addRow(
            byte[] line, int lineFrom, int lineLength, byte[] metadata, int metadataFrom, int metadataLength) {
        if (entryCount >= ENTRIES_MAX) {
            endGranule(block);
        }
        if (granules.size() == GRANULES_MAX) {
            return;
        }
        entries.addLine(line, lineFrom, lineFrom + lineLength);
        entries.addMetadata(metadata, metadataFrom, metadataLength);
        lineBytes += lineLength;
        empty = false;
    }

    public void endBlock() {
        block++;
        if (entryCount >= ENTRIES_ENOUGH || lineBytes >= BYTES_ENOUGH) {
            endGranule(block - 1);
        } else if (empty) {
            firstBlock = block;
        }
    }

    private Granule granule(int lastBlock) {
        return new Granule(filter, firstBlock, lastBlock, hexLengths, entries.takeRewritten());
    }

    private void endGranule(int lastBlock) {
        granules.add(granule(lastBlock));
        filter = FilterBits.create(FILTER_BLOCKS);
        forget();
    }

    private void forget() {
        Arrays.fill(seen, 0);
        // Belongs to another place: no entry of this one is taken as known.
        seen[0] = 1;
        hexLengths = 0;
        entryCount = 0;
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
        int blocks = FILTER_BLOCKS;
        if (!empty && granules.isEmpty()) {
            Granule only = granule(block - 1);
            for (int most = ENTRIES_MAX / 2; entryCount <= most && blocks % 2 == 0; most /= 2) {
                only = only.halved();
                blocks /= 2;
            }
            granules.add(only);
        } else if (!empty && entryCount < ENTRIES_FEW) {
            granules.add(granules.removeLast().with(granule(block - 1)));
        } else if (!empty) {
            granules.add(granule(block - 1));
        }
        return write(out, describe(blocks, offset));
    }

    private FilterTable describe(int filterBlocks, long offset) {
        int count = granules.size();
        FilterTable table = new FilterTable(
                filterBlocks, new int[count], new int[count], new long[count], new boolean[count], offset, 0);
        for (int i = 0; i < count; i++) {
            Granule granule = granules.get(i);
            table.firstBlock()[i] = granule.firstBlock();
            table.lastBlock()[i] = granule.lastBlock();
            table.hexLengths()[i] = granule.hexLengths();
            table.rewritten()[i] = granule.rewritten();
        }
        return table;
    }

    private FilterTable write(Output out, FilterTable table) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] row = new byte[table.rowBytes()];
        for (int filterBlock = 0; filterBlock < table.filterBlocks(); filterBlock++) {
            for (int i = 0; i < granules.size(); i++) {
                FilterBits.write(granules.get(i).filter(), filterBlock, row, i * FilterBits.BLOCK_BYTES);
            }
            FilterRow.seal(row);
            crc.update(row);
            out.write(row, row.length);
        }
        return table.at(table.offset(), (int) crc.getValue());
    }
}
