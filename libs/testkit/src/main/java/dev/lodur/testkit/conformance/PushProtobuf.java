package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Loki's protobuf push request from {@code {"streams":[{"labels":"{a=\"b\"}","entries":[{"ts":"<ns>","line":"..",
 * "metadata":{..}}]}]}}.
 */
final class PushProtobuf {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private PushProtobuf() {}

    static byte[] encode(JsonNode document) {
        ProtobufBytes request = new ProtobufBytes();
        document.path("streams").forEach(stream -> request.message(1, stream(stream)));
        return request.toByteArray();
    }

    private static ProtobufBytes stream(JsonNode node) {
        ProtobufBytes stream = new ProtobufBytes();
        if (node.hasNonNull("labels")) {
            stream.text(1, node.get("labels").asText());
        }
        node.path("entries").forEach(entry -> stream.message(2, entry(entry)));
        return stream;
    }

    private static ProtobufBytes entry(JsonNode node) {
        ProtobufBytes entry = new ProtobufBytes()
                .message(1, timestamp(Long.parseLong(node.get("ts").asText())))
                .text(2, node.get("line").asText());
        node.path("metadata")
                .properties()
                .forEach(pair -> entry.message(
                        3,
                        new ProtobufBytes()
                                .text(1, pair.getKey())
                                .text(2, pair.getValue().asText())));
        return entry;
    }

    private static ProtobufBytes timestamp(long nanos) {
        return new ProtobufBytes()
                .number(1, Math.floorDiv(nanos, NANOS_PER_SECOND))
                .number(2, Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
