package dev.lodur.engine.row;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that the keys of parsed text become, each worked out once: an open hash table from a key's bytes (and the
 * object that it stands in) to its names. Forgets everything where keys are too many. Not thread-safe.
 */
final class KeyTable {
    private static final int KEYS_MAX = 1 << 13;
    private static final int INITIAL = 1 << 6;

    /** A key and what is made of it. */
    static final class Key {
        private final @Nullable Key parent;
        private final byte[] bytes;
        private final int hash;
        private final int id;
        private final String name;
        private final String takenName;
        private final boolean nameWanted;
        private final boolean takenNameWanted;
        private final boolean prefixWanted;

        private Key(@Nullable Key parent, byte[] bytes, int hash, int id, String name, ParserHints hints) {
            this.parent = parent;
            this.bytes = bytes;
            this.hash = hash;
            this.id = id;
            this.name = name.intern();
            this.takenName = (name + LabelNames.TAKEN_SUFFIX).intern();
            this.nameWanted = hints.wants(name);
            this.takenNameWanted = hints.wants(takenName);
            this.prefixWanted = hints.wantsPrefix(name);
        }

        /** The name of the label, empty where the key makes none. */
        String name() {
            return name;
        }

        /** The name where the stream or the metadata has the plain one. */
        String takenName() {
            return takenName;
        }

        boolean isWanted(boolean taken) {
            return taken ? takenNameWanted : nameWanted;
        }

        /** The keys that lead here from the outermost object, as they stand in the text. */
        List<String> path() {
            List<String> path = new ArrayList<>();
            for (Key key = this; key.parent != null; key = key.parent) {
                path.addFirst(new String(key.bytes, StandardCharsets.UTF_8));
            }
            return path;
        }

        private boolean isChildOf(Key other) {
            return parent != null && parent.id == other.id;
        }

        /** Whether the keys of an object under this key may be wanted. */
        boolean isPrefixWanted() {
            return prefixWanted;
        }
    }

    private final ParserHints hints;
    private final Key root;
    private Key[] slots = new Key[INITIAL];
    private int size;
    private int nextId = 1;

    KeyTable(ParserHints hints) {
        this.hints = hints;
        this.root = new Key(null, new byte[0], 0, 0, "", hints);
    }

    /** What stands for no object around a key. */
    Key root() {
        return root;
    }

    /** The key of a range of bytes inside an object. */
    Key find(Key parent, byte[] bytes, int from, int to) {
        int hash = 31 * parent.id + 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash ^= hash >>> 15;
        int mask = slots.length - 1;
        for (int at = hash & mask; slots[at] != null; at = at + 1 & mask) {
            Key key = slots[at];
            if (key.hash == hash
                    && key.isChildOf(parent)
                    && Arrays.equals(key.bytes, 0, key.bytes.length, bytes, from, to)) {
                return key;
            }
        }
        return add(parent, Arrays.copyOfRange(bytes, from, to), hash);
    }

    /** The keys that lead to a label, one way if there are several; none where the label was not met. */
    List<String> pathOf(String label) {
        for (Key key : slots) {
            if (key != null && (key.name.equals(label) || key.takenName.equals(label))) {
                return key.path();
            }
        }
        return List.of();
    }

    private Key add(Key parent, byte[] bytes, int hash) {
        if (size == KEYS_MAX) {
            slots = new Key[INITIAL];
            size = 0;
        } else if (2 * size >= slots.length) {
            grow();
        }
        String name = parent.id == root.id
                ? LabelNames.of(bytes, 0, bytes.length)
                : LabelNames.nested(parent.name, bytes, 0, bytes.length);
        Key key = new Key(parent, bytes, hash, nextId++, name, hints);
        place(slots, key);
        size++;
        return key;
    }

    private void grow() {
        Key[] bigger = new Key[slots.length * 2];
        for (Key key : slots) {
            if (key != null) {
                place(bigger, key);
            }
        }
        slots = bigger;
    }

    private static void place(Key[] slots, Key key) {
        int mask = slots.length - 1;
        int at = key.hash & mask;
        while (slots[at] != null) {
            at = at + 1 & mask;
        }
        slots[at] = key;
    }
}
