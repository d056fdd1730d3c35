package dev.lodur.http;

import dev.lodur.config.LokiConfig;
import dev.lodur.lokiapi.read.HttpErrors;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Takes {@code server.http_path_prefix} off each request before it is routed; what comes without it is not found. */
@ApplicationScoped
public class PathPrefix {
    private static final String TAKEN_OFF = "lodur.prefix-taken-off";
    /** Before all other filters: they see the path as the routes do. */
    private static final int PRIORITY = 10_000;

    void register(@Observes Filters filters, LokiConfig config) {
        String prefix = config.server().httpPathPrefix();
        if (!prefix.isEmpty()) {
            filters.register(routing -> route(routing, prefix), PRIORITY);
        }
    }

    private static void route(RoutingContext routing, String prefix) {
        // The request comes by again with its new path.
        if (routing.get(TAKEN_OFF) != null) {
            routing.next();
            return;
        }
        routing.put(TAKEN_OFF, true);
        String uri = takeOff(prefix, routing.request().uri());
        if (uri == null) {
            RawResponses.send(routing, HttpErrors.pageNotFound());
        } else {
            routing.reroute(routing.request().method(), uri);
        }
    }

    /** The path and query behind the prefix; null where they do not begin with it. */
    static @Nullable String takeOff(String prefix, String uri) {
        if (!uri.startsWith(prefix)) {
            return null;
        }
        String rest = uri.substring(prefix.length());
        if (rest.isEmpty() || rest.startsWith("?")) {
            return "/" + rest;
        }
        return rest.startsWith("/") ? rest : null;
    }
}
