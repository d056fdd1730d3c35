package dev.lodur.standalone.cluster;

import java.time.Duration;
import java.util.Random;

/**
 * How long the failure tests go on: short forms always, longer ones with {@code -Dlodur.failure.rounds=N} and
 * {@code -Dlodur.failure.outage.seconds=N}. Random choices come from a seed that is printed, and that
 * {@code -Dlodur.failure.seed=N} repeats.
 */
final class Rounds {
    /** Longer than a session of Consul may live after its last renewal. */
    private static final int OUTAGE_SECONDS = 35;

    private Rounds() {}

    static int count() {
        return Integer.getInteger("lodur.failure.rounds", 1);
    }

    /** How long Consul, or the way to it, is gone. */
    static Duration outage() {
        return Duration.ofSeconds(Integer.getInteger("lodur.failure.outage.seconds", OUTAGE_SECONDS));
    }

    static Random random() {
        long seed = Long.getLong("lodur.failure.seed", System.nanoTime());
        System.out.println("seed of the failures: " + seed);
        return new Random(seed);
    }
}
