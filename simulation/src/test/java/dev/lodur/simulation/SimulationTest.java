package dev.lodur.simulation;

import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs thousands of histories of a cluster in one thread, in which everything goes wrong that can: processes die, power
 * fails, requests and answers get lost, bucket and Consul are away, writers are held up for days, segments are merged by
 * compactors that die or do not know that others lead. The seed of a history that ends badly is in the failure; {@code -Dlodur.simulation.seed=...} runs it alone, {@code
 * -Dlodur.simulation.histories=...} runs more of them.
 */
class SimulationTest {
    private static final int HISTORIES = Integer.getInteger("lodur.simulation.histories", 2_500);

    @BeforeAll
    static void silence() {
        LogManager.getLogManager().reset();
    }

    @Test
    void whatIsAcknowledgedIsReadExactlyOnceInEveryHistory() {
        Long only = Long.getLong("lodur.simulation.seed");
        if (only != null) {
            Histories.run(only, Ports.HONEST);
            return;
        }
        for (long seed = 0; seed < HISTORIES; seed++) {
            Histories.run(seed, Ports.HONEST);
        }
    }
}
