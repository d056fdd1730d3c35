package dev.lodur.http;

import dev.lodur.lokiapi.read.HttpError;
import dev.lodur.lokiapi.read.JsonWriter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.function.Consumer;

/** Answers in the shapes that Loki's clients expect. */
public final class Responses {
    private Responses() {}

    /** A JSON answer, written while it is sent: no more of it is in memory than a buffer. */
    public static Response json(Consumer<JsonWriter> body) {
        return json(200, body);
    }

    public static Response json(int status, Consumer<JsonWriter> body) {
        StreamingOutput output = out -> {
            try (JsonWriter json = new JsonWriter(out)) {
                body.accept(json);
            }
        };
        return Response.status(status)
                .entity(output)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    public static Response text(int status, String text) {
        return Response.status(status)
                .entity(text)
                .type("text/plain; charset=utf-8")
                .build();
    }

    public static Response of(HttpError error) {
        Response.ResponseBuilder response = Response.status(error.status()).entity(error.bodyUtf8());
        error.headers().forEach(response::header);
        return response.build();
    }
}
