package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Metadata;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the structured metadata of one block after another. Dictionaries are kept while blocks come from the same row
 * group; a key that the index tells all of is not read at all. What is returned has arrays of its own. Not thread-safe.
 */
final class MetadataDecoder {
    private static final byte[][] NO_VALUES = new byte[0][];

    private final SegmentIndex index;
    private final MetadataTable table;
    private final SegmentScratch scratch;
    private final PageFetcher fetcher;
    private final byte[][][] dictionaries;
    private int rowGroup = -1;

    MetadataDecoder(SegmentIndex index, SegmentScratch scratch, PageFetcher fetcher) {
        this.index = index;
        this.scratch = scratch;
        this.fetcher = fetcher;
        table = index.metadata();
        dictionaries = new byte[index.pages().columns()][][];
        Arrays.fill(dictionaries, NO_VALUES);
    }

    /** Wants the pages of a block's metadata, without the dictionaries that are known already. */
    void want(int block) {
        enterRowGroup(index.blocks().rowGroup(block));
        int columns = index.pages().columns();
        forEachPage(index, block, (slot, offset, length) -> {
            if (slot < columns || dictionaries[slot - columns].length == 0) {
                fetcher.want(slot, offset, length);
            }
        });
    }

    private void enterRowGroup(int next) {
        if (next != rowGroup) {
            rowGroup = next;
            Arrays.fill(dictionaries, NO_VALUES);
        }
    }

    /**
     * Tells all pages that a block's metadata needs and that the index does not make superfluous. The slot of a page is
     * its column, that of a dictionary its column behind all columns.
     */
    static void forEachPage(SegmentIndex index, int block, PageFetcher.Wanted wanted) {
        MetadataTable table = index.metadata();
        for (int key = 0; key < table.columns(); key++) {
            int entry = table.entry(block, key);
            if (entry >= 0 && !isConstant(table, entry)) {
                pagesOf(index, block, SegmentIndex.FIRST_METADATA_COLUMN + key, wanted);
            }
        }
        if (hasOthers(table, block)) {
            pagesOf(index, block, otherColumn(table), wanted);
            pagesOf(index, block, otherColumn(table) + 1, wanted);
        }
    }

    private static void pagesOf(SegmentIndex index, int block, int column, PageFetcher.Wanted wanted) {
        PageTable pages = index.pages();
        wanted.page(column, pages.offset(block, column), pages.length(block, column));
        if ((pages.page(block, column).flags() & Page.DICTIONARY_IDS) != 0) {
            int group = index.blocks().rowGroup(block);
            PageTable dictionaries = index.dictionaries();
            wanted.page(
                    pages.columns() + column, dictionaries.offset(group, column), dictionaries.length(group, column));
        }
    }

    private static int otherColumn(MetadataTable table) {
        return SegmentIndex.FIRST_METADATA_COLUMN + table.columns();
    }

    private static boolean isConstant(MetadataTable table, int entry) {
        return table.flags()[entry] == (MetadataTable.EVERY_ROW | MetadataTable.VALUES_KNOWN)
                && table.firstValue()[entry + 1] - table.firstValue()[entry] == 1;
    }

    private static boolean hasOthers(MetadataTable table, int block) {
        int end = table.firstEntry()[block + 1];
        boolean listed = end > table.firstEntry()[block] && table.key()[end - 1] >= table.columns();
        return table.otherMetadata() && (listed || !table.keysComplete());
    }

    /** Decodes the metadata of the block, whose pages have been fetched. */
    Metadata decode(int block) {
        int rows = index.blocks().rows()[block];
        List<Metadata.Column> columns = new ArrayList<>();
        for (int key = 0; key < table.columns(); key++) {
            int entry = table.entry(block, key);
            if (entry >= 0) {
                columns.add(isConstant(table, entry) ? constant(key, entry, rows) : column(block, key, rows));
            }
        }
        Metadata.Column[] all = columns.toArray(Metadata.Column[]::new);
        if (hasOthers(table, block)) {
            return others(block, rows, all);
        }
        return all.length == 0 ? Metadata.none() : Metadata.columns(all);
    }

    private Metadata.Column constant(int key, int entry, int rows) {
        byte[] value = table.values()[table.firstValue()[entry]].getBytes(StandardCharsets.UTF_8);
        return new Metadata.Column(table.keys()[key], new byte[][] {value}, new int[rows]);
    }

    private Metadata.Column column(int block, int key, int rows) {
        StringPage page = page(block, SegmentIndex.FIRST_METADATA_COLUMN + key, false);
        check(page.ids().length == rows, block);
        return new Metadata.Column(table.keys()[key], page.values(), page.ids());
    }

    private StringPage page(int block, int column, boolean repeated) {
        Page page = index.pages().page(block, column);
        byte[][] dictionary = (page.flags() & Page.DICTIONARY_IDS) != 0 ? dictionary(column) : NO_VALUES;
        return StringPage.decode(page, fetcher.position(column), repeated, dictionary, scratch);
    }

    private byte[][] dictionary(int column) {
        if (dictionaries[column].length == 0) {
            Page page = index.dictionaries().page(rowGroup, column);
            dictionaries[column] =
                    StringPage.dictionary(page, fetcher.position(index.pages().columns() + column), scratch);
        }
        return dictionaries[column];
    }

    /** Puts the pairs of the map's two pages together as one packed set a row. */
    private Metadata others(int block, int rows, Metadata.Column[] columns) {
        StringPage keys = page(block, otherColumn(table), true);
        StringPage values = page(block, otherColumn(table) + 1, true);
        int count = keys.ids().length;
        check(count == values.ids().length, block);
        int[] offsets = new int[rows + 1];
        ByteSink packed = new ByteSink(count * 16);
        int row = 0;
        int i = 0;
        while (i < count) {
            check(row < rows && keys.repetition()[i] == 0, block);
            offsets[row++] = packed.size();
            int end = i + 1;
            while (end < count && keys.repetition()[end] != 0) {
                end++;
            }
            putRow(packed, keys, values, i, end, block);
            i = end;
        }
        check(row == rows, block);
        offsets[rows] = packed.size();
        return Metadata.of(columns, packed.array(), offsets);
    }

    private static void putRow(ByteSink packed, StringPage keys, StringPage values, int from, int to, int block) {
        if (to == from + 1 && keys.ids()[from] < 0) {
            return;
        }
        packed.putShort(to - from);
        for (int i = from; i < to; i++) {
            check(keys.ids()[i] >= 0 && values.ids()[i] >= 0, block);
            byte[] key = keys.values()[keys.ids()[i]];
            byte[] value = values.values()[values.ids()[i]];
            packed.putShort(key.length);
            packed.putInt(value.length);
            packed.write(key, 0, key.length);
            packed.write(value, 0, value.length);
        }
    }

    private static void check(boolean holds, int block) {
        if (!holds) {
            throw new LodurException(ErrorCode.CORRUPT, "the metadata of block " + block + " does not fit its rows");
        }
    }
}
