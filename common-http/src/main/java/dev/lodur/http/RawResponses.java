package dev.lodur.http;

import dev.lodur.lokiapi.read.HttpError;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Answers of routes that are no resources. */
public final class RawResponses {
    private RawResponses() {}

    /** Sends an answer that says what went wrong, and ends the request. */
    public static void send(RoutingContext routing, HttpError error) {
        routing.response().setStatusCode(error.status());
        error.headers().forEach((name, value) -> routing.response().putHeader(name, value));
        routing.response().end(Buffer.buffer(error.bodyUtf8()));
    }
}
