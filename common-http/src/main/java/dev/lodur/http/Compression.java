package dev.lodur.http;

import dev.lodur.config.LokiConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Leaves answers uncompressed where {@code frontend.compress_responses} says so; the server can do it otherwise. */
@ApplicationScoped
public class Compression {
    /** Before whatever decides about an answer's headers: what is registered first speaks last. */
    private static final int PRIORITY = 11_000;

    void register(@Observes Filters filters, LokiConfig config) {
        if (!config.querier().compressResponses()) {
            filters.register(Compression::leaveOut, PRIORITY);
        }
    }

    private static void leaveOut(RoutingContext routing) {
        // An encoding that is named already is none of the compressor's business.
        routing.addHeadersEndHandler(
                headers -> routing.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY));
        routing.next();
    }
}
