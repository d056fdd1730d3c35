package dev.lodur.simulation;

import java.util.Optional;
import java.util.function.Supplier;

/** Runs histories one after the other. */
final class Histories {
    private Histories() {}

    /** Runs one; what goes wrong names the seed and all that happened. */
    static void run(long seed, Ports ports) {
        History history = new History(seed, ports);
        try {
            history.run();
        } catch (RuntimeException e) {
            throw new AssertionError("history of seed " + seed + " " + history.actions() + " ends badly: " + e, e);
        }
    }

    /**
     * What is found first in up to so many histories.
     *
     * @param ports made anew for each history
     */
    static Optional<String> firstViolation(int histories, Supplier<Ports> ports) {
        for (long seed = 0; seed < histories; seed++) {
            try {
                new History(seed, ports.get()).run();
            } catch (Violation e) {
                return Optional.of("seed " + seed + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }
}
