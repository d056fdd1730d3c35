package dev.lodur.engine;

import dev.lodur.engine.metric.LabelChoice;
import dev.lodur.engine.row.Row;
import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the groups that rows fall into by the labels that a pipeline has left them.
 *
 * <p>A row is known again by bytes that say all that its group depends on: the values of the labels of {@code by}, or its
 * stream and everything laid over it but the labels of {@code without}. Only bytes that were not seen before cost a set of
 * labels. One object serves a block; used by one thread.
 */
final class RowLabelGroups {
    private static final int INITIAL = 1 << 7;
    private static final int IGNORED = -1;

    private final @Nullable Grouping grouping;
    private final String[] by;
    private final List<Labels> groups = new ArrayList<>();
    private final Map<Labels, Integer> numbers = new HashMap<>();
    private final IdentityHashMap<Labels, Integer> streams = new IdentityHashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private byte[][] keys = new byte[INITIAL][];
    private int[] keyGroups = new int[INITIAL];
    private int keyCount;
    private byte[] key = new byte[256];
    private int keyLength;

    /** @param grouping null where each label set is a group */
    RowLabelGroups(@Nullable Grouping grouping) {
        this.grouping = grouping;
        this.by = grouping == null || grouping.without()
                ? new String[0]
                : grouping.labels().toArray(String[]::new);
        if (grouping != null && grouping.without()) {
            grouping.labels().forEach(label -> names.put(label, IGNORED));
        }
    }

    /** The groups found so far, by their numbers. */
    List<Labels> groups() {
        return groups;
    }

    int of(Row row) {
        if (row.hasErrorLabels()) {
            return number(group(row));
        }
        keyLength = 0;
        if (grouping != null && !grouping.without()) {
            for (String label : by) {
                if (row.find(label)) {
                    append(row.valueBytes(), row.valueFrom(), row.valueTo());
                } else {
                    appendNumber(-1);
                }
            }
        } else {
            appendAll(row);
        }
        return find(row);
    }

    private void appendAll(Row row) {
        appendNumber(numberOf(row.stream(), streams));
        for (int entry = 0; entry < row.entries(); entry++) {
            int name = numberOf(row.entryName(entry), names);
            if (name == IGNORED) {
                continue;
            }
            appendNumber(name);
            if (row.isEntryRemoved(entry)) {
                appendNumber(-1);
            } else {
                append(row.entryBytes(entry), row.entryFrom(entry), row.entryTo(entry));
            }
        }
    }

    private static <K> int numberOf(K key, Map<K, Integer> known) {
        Integer number = known.get(key);
        if (number == null) {
            number = known.size();
            known.put(key, number);
        }
        return number;
    }

    private void append(byte[] bytes, int from, int to) {
        appendNumber(to - from);
        ensure(to - from);
        System.arraycopy(bytes, from, key, keyLength, to - from);
        keyLength += to - from;
    }

    private void appendNumber(int number) {
        ensure(4);
        key[keyLength++] = (byte) number;
        key[keyLength++] = (byte) (number >>> 8);
        key[keyLength++] = (byte) (number >>> 16);
        key[keyLength++] = (byte) (number >>> 24);
    }

    private void ensure(int more) {
        if (key.length - keyLength < more) {
            key = Arrays.copyOf(key, Math.max(2 * key.length, keyLength + more));
        }
    }

    private int find(Row row) {
        int at = slot(keys, key, keyLength);
        if (keys[at] != null) {
            return keyGroups[at];
        }
        int group = number(group(row));
        if (2 * keyCount >= keys.length) {
            grow();
            at = slot(keys, key, keyLength);
        }
        keys[at] = Arrays.copyOf(key, keyLength);
        keyGroups[at] = group;
        keyCount++;
        return group;
    }

    private static int slot(byte[][] table, byte[] bytes, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int mask = table.length - 1;
        int at = (hash ^ hash >>> 16) & mask;
        while (table[at] != null && !Arrays.equals(table[at], 0, table[at].length, bytes, 0, length)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        int[] oldGroups = keyGroups;
        keys = new byte[2 * oldKeys.length][];
        keyGroups = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int at = slot(keys, oldKeys[i], oldKeys[i].length);
                keys[at] = oldKeys[i];
                keyGroups[at] = oldGroups[i];
            }
        }
    }

    private Labels group(Row row) {
        Labels all = Labels.of(row.allLabels());
        return grouping == null ? all : LabelChoice.group(all, grouping);
    }

    private int number(Labels labels) {
        Integer known = numbers.get(labels);
        if (known == null) {
            known = groups.size();
            groups.add(labels);
            numbers.put(labels, known);
        }
        return known;
    }
}
