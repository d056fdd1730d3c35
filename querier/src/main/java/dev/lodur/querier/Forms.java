package dev.lodur.querier;

import dev.lodur.http.HttpBodies;
import dev.lodur.lokiapi.read.Parameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a request's parameters from its URL and its form. */
final class Forms {
    /** Loki's {@code frontend.max_body_size}; queries themselves are far shorter. */
    private static final long FORM_BYTES_MAX = 10 << 20;

    private Forms() {}

    static Parameters ofQuery(HttpServerRequest request) {
        return Parameters.ofQuery(request.query());
    }

    static Parameters of(HttpServerRequest request, @Nullable InputStream body) {
        byte[] form = HttpBodies.read(
                body, HttpBodies.announcedBytes(request), FORM_BYTES_MAX, "the largest form of a query");
        return Parameters.of(request.query(), request.getHeader(HttpHeaders.CONTENT_TYPE), form);
    }
}
