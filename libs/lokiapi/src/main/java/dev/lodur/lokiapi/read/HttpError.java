package dev.lodur.lokiapi.read;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer that says what went wrong, ready to be sent.
 *
 * @param status the HTTP status
 * @param body plain text with a line feed at its end
 * @param headers all that the answer needs besides its length
 */
public record HttpError(int status, String body, Map<String, String> headers) {
    private static final Map<String, String> PLAIN_TEXT =
            Map.of("Content-Type", "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff");

    public HttpError {
        headers = Map.copyOf(headers);
    }

    static HttpError plainText(int status, String text) {
        return new HttpError(status, text + "\n", PLAIN_TEXT);
    }

    public byte[] bodyUtf8() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
