package dev.lodur.segment;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The structured-metadata keys of a segment, and what is known of each key in each block without reading a page.
 *
 * @param keys the keys with a column in ascending order, then those of the map in the order of their first use
 * @param columns how many of the keys have a column
 * @param otherMetadata whether there is a map column
 * @param keysComplete whether {@code keys} has every key of the map
 * @param firstEntry for each block its first entry in the arrays that follow, and their length at the end; a key without
 *     an entry is absent from the block
 * @param key the key of each entry, ascending within a block
 * @param flags {@link #EVERY_ROW} and {@link #VALUES_KNOWN}
 * @param firstValue for each entry its first value, and the length of {@code values} at the end
 * @param values the distinct values of the entries whose values are known
 */
public record MetadataTable(
        String[] keys,
        int columns,
        boolean otherMetadata,
        boolean keysComplete,
        int[] firstEntry,
        int[] key,
        int[] flags,
        int[] firstValue,
        String[] values) {
    /** Each row of the block has the key. */
    public static final int EVERY_ROW = 1;
    /** The values listed are all that the key has in the block. */
    public static final int VALUES_KNOWN = 2;

    /** Distinct values that are listed for a key and block at most. */
    public static final int VALUES_MAX = 8;

    /** The entry of a key in a block, or -1 where no row of the block has it. */
    public int entry(int block, int keyIndex) {
        int found = Arrays.binarySearch(key, firstEntry[block], firstEntry[block + 1], keyIndex);
        return found < 0 ? -1 : found;
    }

    public int keyIndex(String name) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether a row of the block may have a value of the key that matches; a row without the key has the empty value.
     * Never false where there is such a row.
     */
    public boolean mayMatch(int block, String name, Predicate<String> valueMatches) {
        int index = keyIndex(name);
        int entry = index < 0 ? -1 : entry(block, index);
        if (entry < 0) {
            return (index < 0 && !keysComplete) || valueMatches.test("");
        }
        if ((flags[entry] & VALUES_KNOWN) == 0 || ((flags[entry] & EVERY_ROW) == 0 && valueMatches.test(""))) {
            return true;
        }
        for (int i = firstValue[entry]; i < firstValue[entry + 1]; i++) {
            if (valueMatches.test(values[i])) {
                return true;
            }
        }
        return false;
    }
}
