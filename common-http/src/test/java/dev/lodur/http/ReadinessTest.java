package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private record Status(String name, String state, String notReadyReason) implements ServiceStatus {}

    @Test
    void theFirstServiceThatIsNotReadySaysWhy() {
        List<ServiceStatus> services = List.of(
                new Status("querier", "Running", ""),
                new Status("ingester", "Starting", "Ingester not ready: Starting"),
                new Status("other", "Starting", "something else"));

        assertThat(Readiness.notReadyReason(false, services)).isEqualTo("Ingester not ready: Starting");
        assertThat(Readiness.notReadyReason(false, services.subList(0, 1))).isEmpty();
    }

    @Test
    void aProcessThatWasAskedToStopIsNotReadyWhateverItsServicesSay() {
        assertThat(Readiness.notReadyReason(true, List.of(new Status("querier", "Running", ""))))
                .isEqualTo("Application is stopping");
    }
}
