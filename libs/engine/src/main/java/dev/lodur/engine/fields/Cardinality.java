package dev.lodur.engine.fields;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts how many different values there are without keeping them: by the first 25 bits of their hashes, corrected for
 * those that share them (linear counting, as HyperLogLog++ of Heule, Nunkesser and Hall, 2013, does for small numbers).
 *
 * <p>It has the hash and the precision that Loki's estimate has, so that both tell the same numbers.
 */
final class Cardinality {
    private static final long SEED = 1337;
    private static final int BITS = 25;

    private final Set<Integer> seen = new HashSet<>();

    /** Adds a value; whether one like it was not there yet. */
    boolean add(String value) {
        return seen.add((int) (MetroHash.hash(value.getBytes(StandardCharsets.UTF_8), SEED) >>> (Long.SIZE - BITS)));
    }

    long estimate() {
        double places = 1L << BITS;
        return (long) (places * Math.log(places / (places - seen.size())) + 0.5);
    }
}
