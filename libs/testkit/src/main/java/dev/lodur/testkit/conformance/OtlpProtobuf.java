package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HexFormat;

/** An OTLP {@code ExportLogsServiceRequest} from its JSON form. */
final class OtlpProtobuf {
    private OtlpProtobuf() {}

    static byte[] encode(JsonNode document) {
        ProtobufBytes request = new ProtobufBytes();
        document.path("resourceLogs").forEach(logs -> request.message(1, resourceLogs(logs)));
        return request.toByteArray();
    }

    private static ProtobufBytes resourceLogs(JsonNode node) {
        ProtobufBytes logs = new ProtobufBytes();
        if (node.has("resource")) {
            logs.message(
                    1, attributes(new ProtobufBytes(), 1, node.get("resource").path("attributes")));
        }
        node.path("scopeLogs").forEach(scopeLogs -> logs.message(2, scopeLogs(scopeLogs)));
        return optionalText(logs, 3, node.path("schemaUrl"));
    }

    private static ProtobufBytes scopeLogs(JsonNode node) {
        ProtobufBytes logs = new ProtobufBytes();
        if (node.has("scope")) {
            logs.message(1, scope(node.get("scope")));
        }
        node.path("logRecords").forEach(logRecord -> logs.message(2, logRecord(logRecord)));
        return optionalText(logs, 3, node.path("schemaUrl"));
    }

    private static ProtobufBytes scope(JsonNode node) {
        ProtobufBytes scope = optionalText(new ProtobufBytes(), 1, node.path("name"));
        optionalText(scope, 2, node.path("version"));
        attributes(scope, 3, node.path("attributes"));
        return scope.number(4, node.path("droppedAttributesCount").asLong());
    }

    private static ProtobufBytes logRecord(JsonNode node) {
        ProtobufBytes logRecord = new ProtobufBytes();
        optionalTime(logRecord, 1, node.path("timeUnixNano"));
        logRecord.number(2, node.path("severityNumber").asLong());
        optionalText(logRecord, 3, node.path("severityText"));
        if (node.has("body")) {
            logRecord.message(5, anyValue(node.get("body")));
        }
        attributes(logRecord, 6, node.path("attributes"));
        logRecord.number(7, node.path("droppedAttributesCount").asLong());
        if (node.path("flags").asLong() != 0) {
            logRecord.fixed32(8, (int) node.get("flags").asLong());
        }
        optionalHex(logRecord, 9, node.path("traceId"));
        optionalHex(logRecord, 10, node.path("spanId"));
        optionalTime(logRecord, 11, node.path("observedTimeUnixNano"));
        return logRecord;
    }

    private static ProtobufBytes attributes(ProtobufBytes message, int field, JsonNode attributes) {
        for (JsonNode attribute : attributes) {
            message.message(
                    field,
                    new ProtobufBytes()
                            .text(1, attribute.get("key").asText())
                            .message(2, anyValue(attribute.path("value"))));
        }
        return message;
    }

    private static ProtobufBytes anyValue(JsonNode node) {
        ProtobufBytes value = new ProtobufBytes();
        if (node.has("stringValue")) {
            return value.text(1, node.get("stringValue").asText());
        }
        if (node.has("boolValue")) {
            return value.explicitNumber(2, node.get("boolValue").asBoolean() ? 1 : 0);
        }
        if (node.has("intValue")) {
            return value.explicitNumber(3, Long.parseLong(node.get("intValue").asText()));
        }
        if (node.has("doubleValue")) {
            return value.fixed64(
                    4, Double.doubleToLongBits(node.get("doubleValue").asDouble()));
        }
        if (node.has("arrayValue")) {
            ProtobufBytes array = new ProtobufBytes();
            node.get("arrayValue").path("values").forEach(element -> array.message(1, anyValue(element)));
            return value.message(5, array);
        }
        if (node.has("kvlistValue")) {
            JsonNode values = node.get("kvlistValue").path("values");
            return value.message(6, attributes(new ProtobufBytes(), 1, values));
        }
        return node.has("bytesValue")
                ? value.bytes(
                        7, Base64.getDecoder().decode(node.get("bytesValue").asText()))
                : value;
    }

    private static ProtobufBytes optionalText(ProtobufBytes message, int field, JsonNode text) {
        return text.asText().isEmpty() ? message : message.text(field, text.asText());
    }

    private static void optionalTime(ProtobufBytes message, int field, JsonNode nanos) {
        if (!nanos.asText().isEmpty() && !nanos.isNull()) {
            message.fixed64(field, Long.parseUnsignedLong(nanos.asText()));
        }
    }

    private static void optionalHex(ProtobufBytes message, int field, JsonNode hex) {
        if (!hex.asText().isEmpty()) {
            message.bytes(field, HexFormat.of().parseHex(hex.asText()));
        }
    }
}
