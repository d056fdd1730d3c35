package dev.lodur.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is worth something as long as it finds what is known to be wrong: each planted fault must be caught. */
class PlantedFaultsTest {
    private static final int HISTORIES = 10_000;

    @BeforeAll
    static void silence() {
        LogManager.getLogManager().reset();
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsCaught(PlantedFault fault) {
        Optional<String> caught = Histories.firstViolation(HISTORIES, fault::ports);

        assertThat(caught).as("what %s does", fault).isPresent();
        System.out.println(fault + " is caught, " + caught.orElseThrow());
    }
}
