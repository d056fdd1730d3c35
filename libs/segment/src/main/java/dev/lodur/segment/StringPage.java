package dev.lodur.segment;

import dev.lodur.model.Bytes;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.segment.parquet.ByteDictionary;
import dev.lodur.segment.parquet.Page;
import dev.lodur.segment.parquet.RleHybrid;
import java.util.Arrays;

/**
 * One decoded page of optional or repeated strings.
 *
 * @param values distinct values
 * @param ids for each value of the page its index in {@code values}, or -1 for none
 * @param repetition for each value 0 where it begins a row and 1 otherwise; empty for a column that is not repeated
 */
record StringPage(byte[][] values, int[] ids, int[] repetition) {
    private static final byte[][] NO_VALUES = new byte[0][];
    private static final int[] NO_LEVELS = new int[0];
    private static final int ID_BITS_MAX = 24;

    /**
     * Verifies and decodes a page that has been fetched.
     *
     * @param dictionary the row group's dictionary, where the page has ids
     */
    static StringPage decode(Page page, int position, boolean repeated, byte[][] dictionary, SegmentScratch scratch) {
        scratch.page = SegmentScratch.grown(scratch.page, page.valueBytes() + SegmentScratch.SLACK_BYTES);
        PageDecoder.values(page, position, scratch, scratch.page);
        int count = page.values();
        int levelsEnd = position + page.levelBytes();
        int at = position;
        int[] repetition = NO_LEVELS;
        if (repeated) {
            repetition = new int[count];
            at = RleHybrid.decode(scratch.fetched, at, levelsEnd, 1, repetition, count);
        }
        int[] ids = new int[count];
        RleHybrid.decode(scratch.fetched, at, levelsEnd, 1, ids, count);
        int present = 0;
        for (int level : ids) {
            present += level;
        }
        scratch.ids = SegmentScratch.grown(scratch.ids, present);
        boolean byIds = (page.flags() & Page.DICTIONARY_IDS) != 0;
        byte[][] values = byIds ? dictionary : NO_VALUES;
        if (byIds) {
            decodeIds(page, present, dictionary.length, scratch);
        } else if (present > 0) {
            values = decodeStrings(page, present, scratch);
        }
        int next = 0;
        for (int i = 0; i < count; i++) {
            ids[i] = ids[i] == 0 ? -1 : scratch.ids[next++];
        }
        return new StringPage(values, ids, repetition);
    }

    private static void decodeIds(Page page, int present, int dictionarySize, SegmentScratch scratch) {
        int width = page.valueBytes() == 0 ? 0 : scratch.page[0];
        check(width > 0 && width <= ID_BITS_MAX, page);
        RleHybrid.decode(scratch.page, 1, page.valueBytes(), width, scratch.ids, present);
        for (int i = 0; i < present; i++) {
            check(scratch.ids[i] < dictionarySize, page);
        }
    }

    /** Strings that stand for themselves: equal ones get the same id, as with a dictionary. */
    private static byte[][] decodeStrings(Page page, int present, SegmentScratch scratch) {
        int[] offsets = new int[present + 1];
        PageDecoder.strings(scratch.page, page.valueBytes(), present, scratch, offsets);
        ByteDictionary distinct = new ByteDictionary();
        for (int i = 0; i < present; i++) {
            scratch.ids[i] = distinct.add(scratch.page, offsets[i], offsets[i + 1] - offsets[i]);
        }
        byte[][] values = new byte[distinct.size()][];
        for (int id = 0; id < values.length; id++) {
            values[id] = distinct.copy(id);
        }
        return values;
    }

    /** Verifies and decodes a dictionary that has been fetched: values with their lengths in front. */
    static byte[][] dictionary(Page page, int position, SegmentScratch scratch) {
        byte[] bytes = new byte[page.valueBytes() + SegmentScratch.SLACK_BYTES];
        PageDecoder.values(page, position, scratch, bytes);
        byte[][] values = new byte[page.values()][];
        int at = 0;
        for (int id = 0; id < values.length; id++) {
            check(page.valueBytes() - at >= 4, page);
            int length = Bytes.getInt(bytes, at);
            check(length >= 0 && length <= page.valueBytes() - at - 4, page);
            values[id] = Arrays.copyOfRange(bytes, at + 4, at + 4 + length);
            at += 4 + length;
        }
        return values;
    }

    private static void check(boolean holds, Page page) {
        if (!holds) {
            throw new LodurException(
                    ErrorCode.CORRUPT, "the strings of the page at " + page.offset() + " do not fit its length");
        }
    }
}
