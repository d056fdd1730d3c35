package dev.lodur.engine.drain;

/** Numbers for texts, of which two are equal by chance about once in 2^60. */
final class Hash {
    private static final long SEED = 0xcbf29ce484222325L;
    private static final long FACTOR = 0x100000001b3L;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private Hash() {}

    static long of(long value) {
        long mixed = (value ^ SEED) * MIX;
        return mixed ^ (mixed >>> 32);
    }

    static long add(long hash, byte[] bytes, int from, int to) {
        long sum = hash;
        for (int i = from; i < to; i++) {
            sum = (sum ^ bytes[i]) * FACTOR;
        }
        return sum;
    }
}
