package dev.lodur.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Health for orchestrators, over HTTP below {@code /q/health} and over gRPC's health service. Liveness is apart from
 * readiness: a process that replays its log or drains is alive and must not be restarted for it.
 */
@ApplicationScoped
public class HealthChecks {
    private static final String NAME = "lodur";

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck alive() {
        return () -> HealthCheckResponse.up(NAME);
    }

    @Produces
    @org.eclipse.microprofile.health.Readiness
    @ApplicationScoped
    HealthCheck ready(Readiness readiness) {
        return () -> {
            String reason = readiness.notReadyReason();
            var response = HealthCheckResponse.named(NAME).status(reason.isEmpty());
            return reason.isEmpty()
                    ? response.build()
                    : response.withData("reason", reason).build();
        };
    }
}
