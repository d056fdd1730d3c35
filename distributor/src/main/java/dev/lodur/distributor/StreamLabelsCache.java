package dev.lodur.distributor;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the labels of streams by the text in which they were pushed, so that a stream is parsed and checked once and not
 * with every push.
 *
 * <p>Two generations: when the young one is full it becomes the old one, and what is not asked for until the next change
 * is forgotten. Memory is bounded by twice {@code generationBytesMax}. An entry belongs to a tenant's state, so new
 * limits, which make a new state, find nothing. Looking up allocates nothing. Thread-safe.
 */
final class StreamLabelsCache {
    private static final int KEY_BYTES = 96;
    private static final int TEXT_BYTES_MAX = 64 << 10;

    /** A range of bytes that stands for a label text of a tenant; as a probe it is set anew for each look-up. */
    static final class Key {
        private long owner;
        private byte[] bytes = new byte[0];
        private int offset;
        private int length;
        private int hash;

        Key set(long newOwner, byte[] newBytes, int newOffset, int newLength) {
            owner = newOwner;
            bytes = newBytes;
            offset = newOffset;
            length = newLength;
            int h = Long.hashCode(newOwner);
            for (int i = newOffset; i < newOffset + newLength; i++) {
                h = 31 * h + newBytes[i];
            }
            hash = h;
            return this;
        }

        private Key copy() {
            Key copy = new Key();
            copy.owner = owner;
            copy.bytes = Arrays.copyOfRange(bytes, offset, offset + length);
            copy.length = length;
            copy.hash = hash;
            return copy;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Key other
                    && other.owner == owner
                    && other.hash == hash
                    && Arrays.equals(
                            bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static final class Generations {
        private final ConcurrentHashMap<Key, StreamLabels> young = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Key, StreamLabels> old;
        private final AtomicLong youngBytes = new AtomicLong();

        Generations(ConcurrentHashMap<Key, StreamLabels> old) {
            this.old = old;
        }
    }

    private final long generationBytesMax;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>());

    StreamLabelsCache(long generationBytesMax) {
        this.generationBytesMax = generationBytesMax;
    }

    @Nullable StreamLabels get(Key key) {
        Generations now = generations;
        StreamLabels labels = now.young.get(key);
        if (labels == null) {
            labels = now.old.get(key);
            if (labels != null) {
                put(key, labels);
            }
        }
        return labels;
    }

    /** Keeps labels under a copy of the key; a text of unusual length is not worth its room. */
    void put(Key key, StreamLabels labels) {
        if (key.length > TEXT_BYTES_MAX) {
            return;
        }
        Generations now = generations;
        if (now.young.putIfAbsent(key.copy(), labels) == null) {
            long bytes = now.youngBytes.addAndGet(KEY_BYTES + key.length + (long) labels.sizeBytes());
            if (bytes > generationBytesMax) {
                turn(now);
            }
        }
    }

    private synchronized void turn(Generations full) {
        if (generations == full) {
            generations = new Generations(full.young);
        }
    }
}
