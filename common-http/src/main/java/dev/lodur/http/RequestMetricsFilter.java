package dev.lodur.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Measures every request under Loki's name, {@code loki_request_duration_seconds}, by method, route and status. */
public final class RequestMetricsFilter {
    private static final String STARTED = "lodur.started";
    private static final Pattern NAMED_SEGMENT = Pattern.compile("/(label|detected_field)/[^/]+/values$");
    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^a-zA-Z0-9]+");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(25),
        Duration.ofSeconds(50),
        Duration.ofSeconds(100)
    };

    private final MeterRegistry registry;

    public RequestMetricsFilter(MeterRegistry registry) {
        this.registry = registry;
    }

    @ServerRequestFilter(preMatching = true)
    public void started(ContainerRequestContext request) {
        request.setProperty(STARTED, System.nanoTime());
    }

    @ServerResponseFilter
    public void answered(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STARTED) instanceof Long startedNanos) {
            timer(request, response).record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(ContainerRequestContext request, ContainerResponseContext response) {
        // An unknown path is the client's choice: its own route each would let clients make metrics without bound.
        String route = response.getStatus() == 404
                ? "other"
                : route(request.getUriInfo().getPath());
        return Timer.builder("loki_request_duration_seconds")
                .description("Time (in seconds) spent serving HTTP requests.")
                .tag("method", request.getMethod())
                .tag("route", route)
                .tag("status_code", Integer.toString(response.getStatus()))
                .tag("ws", "false")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    static String route(String path) {
        String named = NAMED_SEGMENT.matcher(path).replaceFirst("/$1/name/values");
        String route = NOT_ALPHANUMERIC.matcher(named).replaceAll("_");
        int from = route.startsWith("_") ? 1 : 0;
        int to = route.endsWith("_") && route.length() > 1 ? route.length() - 1 : route.length();
        return route.substring(from, Math.max(from, to));
    }
}
