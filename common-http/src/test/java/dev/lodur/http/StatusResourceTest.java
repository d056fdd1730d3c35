package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusResourceTest {
    private record Status(String name, String state, String notReadyReason) implements ServiceStatus {}

    @Test
    void theFirstServiceThatIsNotReadySaysWhy() {
        List<ServiceStatus> services = List.of(
                new Status("querier", "Running", ""),
                new Status("ingester", "Starting", "Ingester not ready: Starting"),
                new Status("other", "Starting", "something else"));

        assertThat(StatusResource.notReadyReason(false, services)).isEqualTo("Ingester not ready: Starting");
        assertThat(StatusResource.notReadyReason(false, services.subList(0, 1))).isEmpty();
    }

    @Test
    void aProcessThatWasAskedToStopIsNotReadyWhateverItsServicesSay() {
        assertThat(StatusResource.notReadyReason(true, List.of(new Status("querier", "Running", ""))))
                .isEqualTo("Application is stopping");
    }

    @ParameterizedTest
    @CsvSource({"debug", "info", "warn", "error"})
    void levelsAreReadAsTheyAreWritten(String name) {
        assertThat(StatusResource.nameOf(StatusResource.levelOf(name))).isEqualTo(name);
    }

    @Test
    void levelsBetweenOursAndAMissingOneHaveTheNearestName() {
        assertThat(StatusResource.nameOf(null)).isEqualTo("info");
        assertThat(StatusResource.nameOf(Level.FINEST)).isEqualTo("debug");
        assertThatThrownBy(() -> StatusResource.levelOf("loud"))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("unrecognized log level \"loud\"");
    }
}
