package dev.lodur.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves paths that begin with the API's prefix twice, as Grafana 12.3.1 asks for them, as if it stood there once. */
@ApplicationScoped
public class DoubledPath {
    private static final String PREFIX = "/loki/api/v1";
    /** Behind the one that takes a configured prefix off. */
    private static final int PRIORITY = 9_000;

    void register(@Observes Filters filters) {
        filters.register(DoubledPath::route, PRIORITY);
    }

    private static void route(RoutingContext routing) {
        String uri = routing.request().uri();
        if (isDoubled(uri)) {
            routing.reroute(routing.request().method(), uri.substring(PREFIX.length()));
        } else {
            routing.next();
        }
    }

    static boolean isDoubled(String uri) {
        return uri.startsWith(PREFIX + PREFIX + "/");
    }
}
