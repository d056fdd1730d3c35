package dev.lodur.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The bytes of one file in memory, and how many of them are forced. Guarded by its {@link CrashingFileLayer}. */
final class MemoryFile implements MemoryNames.Node {
    /** Bytes that a failed force gave up: the system calls them written, the disk never got them. */
    private record Lost(int from, int to) {}

    private byte[] bytes = new byte[64];
    private int length;
    private int forcedLength;
    private final List<Lost> lost = new ArrayList<>();
    private long lastModifiedMillis;

    int length() {
        return length;
    }

    long lastModifiedMillis() {
        return lastModifiedMillis;
    }

    byte[] content() {
        return Arrays.copyOf(bytes, length);
    }

    void write(byte[] from, int offset, int count, long nowMillis) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        lastModifiedMillis = nowMillis;
    }

    void read(int position, byte[] into, int offset, int count) {
        System.arraycopy(bytes, position, into, offset, count);
    }

    void force() {
        forcedLength = length;
    }

    /** What Linux does when writing back fails: the pages count as clean, and the next force succeeds without them. */
    void failForce() {
        if (forcedLength < length) {
            lost.add(new Lost(forcedLength, length));
        }
        forcedLength = length;
    }

    void truncate(int newLength, long nowMillis) {
        length = Math.min(length, newLength);
        forcedLength = length;
        lost.removeIf(range -> range.from() >= length);
        lastModifiedMillis = nowMillis;
    }

    void flipBit(int position, int bit) {
        bytes[position] ^= (byte) (1 << bit);
    }

    MemoryFile copy() {
        MemoryFile copy = new MemoryFile();
        copy.bytes = content();
        copy.length = length;
        copy.forcedLength = forcedLength;
        copy.lost.addAll(lost);
        copy.lastModifiedMillis = lastModifiedMillis;
        return copy;
    }

    /** The file as the disk has it after a loss of power; without a random, nothing but what was forced. */
    MemoryFile afterPowerLoss(@Nullable RandomGenerator random) {
        MemoryFile left = copy();
        for (Lost range : lost) {
            damage(left.bytes, range.from(), Math.min(range.to(), length), random);
        }
        left.length = random == null ? forcedLength : tear(left.bytes, random);
        left.forcedLength = left.length;
        left.lost.clear();
        return left;
    }

    /** Half of the time such bytes are the zeros of a block that was never written. */
    private static void damage(byte[] bytes, int from, int to, @Nullable RandomGenerator random) {
        if (from >= to || (random != null && random.nextInt(4) == 0)) {
            return;
        }
        if (random == null || random.nextBoolean()) {
            Arrays.fill(bytes, from, to, (byte) 0);
            return;
        }
        byte[] garbage = new byte[to - from];
        random.nextBytes(garbage);
        System.arraycopy(garbage, 0, bytes, from, garbage.length);
    }

    /** Keeps nothing, a prefix, or everything of the tail that was not forced, whole or damaged from somewhere on. */
    private int tear(byte[] into, RandomGenerator random) {
        int tail = length - forcedLength;
        if (tail == 0 || random.nextInt(4) == 0) {
            return forcedLength;
        }
        int kept = random.nextInt(3) == 0 ? tail : random.nextInt(tail + 1);
        if (random.nextBoolean() && kept > 0) {
            int from = forcedLength + random.nextInt(kept);
            damage(into, from, forcedLength + kept, random);
        }
        return forcedLength + kept;
    }
}
