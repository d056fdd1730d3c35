package dev.lodur.testkit.conformance;

import java.nio.charset.StandardCharsets;

/** What a server answered. The bytes belong to it. */
public record Answer(int status, byte[] body) {
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
