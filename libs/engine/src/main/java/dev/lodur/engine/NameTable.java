package dev.lodur.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts for the bytes of metadata names, one object for each. Forgets all where they are too many. Not thread-safe. */
final class NameTable {
    private static final int SLOTS = 1 << 10;

    private final byte[][] bytes = new byte[SLOTS][];
    private final String[] names = new String[SLOTS];
    private int size;

    String name(byte[] source, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + source[i];
        }
        int at = (hash ^ hash >>> 16) & SLOTS - 1;
        while (bytes[at] != null) {
            if (Arrays.equals(bytes[at], 0, bytes[at].length, source, from, from + length)) {
                return names[at];
            }
            at = at + 1 & SLOTS - 1;
        }
        String name = new String(source, from, length, StandardCharsets.UTF_8).intern();
        if (2 * size >= SLOTS) {
            Arrays.fill(bytes, null);
            size = 0;
        }
        bytes[at] = Arrays.copyOfRange(source, from, from + length);
        names[at] = name;
        size++;
        return name;
    }
}
