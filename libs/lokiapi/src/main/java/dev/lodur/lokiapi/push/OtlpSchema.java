package dev.lodur.lokiapi.push;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The messages of an OTLP logs request (opentelemetry-proto, logs/v1) with their fields' numbers and JSON names, as far
 * as they are stored.
 */
final class OtlpSchema {
    static final int RESOURCE_LOGS = 1;
    static final int RESOURCE = 1;
    static final int RESOURCE_ATTRIBUTES = 1;
    static final int SCOPE_LOGS = 2;
    static final int SCOPE = 1;
    static final int SCOPE_NAME = 1;
    static final int SCOPE_VERSION = 2;
    static final int SCOPE_ATTRIBUTES = 3;
    static final int SCOPE_DROPPED = 4;
    static final int LOG_RECORDS = 2;
    static final int TIME = 1;
    static final int SEVERITY_NUMBER = 2;
    static final int SEVERITY_TEXT = 3;
    static final int BODY = 5;
    static final int ATTRIBUTES = 6;
    static final int DROPPED = 7;
    static final int FLAGS = 8;
    static final int TRACE_ID = 9;
    static final int SPAN_ID = 10;
    static final int OBSERVED_TIME = 11;
    static final int KEY = 1;
    static final int VALUE = 2;
    static final int STRING_VALUE = 1;
    static final int BOOL_VALUE = 2;
    static final int INT_VALUE = 3;
    static final int DOUBLE_VALUE = 4;
    static final int ARRAY_VALUE = 5;
    static final int KVLIST_VALUE = 6;
    static final int BYTES_VALUE = 7;
    static final int LIST_VALUES = 1;

    /** How a JSON value is written as protobuf. */
    enum Form {
        STRING,
        BOOL,
        VARINT,
        SEVERITY,
        FIXED32,
        FIXED64,
        DOUBLE,
        BASE64,
        HEX,
        MESSAGE,
        MESSAGES
    }

    /** The messages that JSON objects stand for. */
    enum Message {
        REQUEST,
        RESOURCE_LOGS,
        RESOURCE,
        SCOPE_LOGS,
        SCOPE,
        LOG_RECORD,
        KEY_VALUE,
        ANY_VALUE,
        ARRAY_VALUE,
        KVLIST_VALUE
    }

    /** A field: its number, both of its JSON names, its form and, for messages, which. */
    record Field(int number, byte[] name, byte[] snakeName, Form form, Message message) {}

    private static final List<Field> KEY_VALUE_FIELDS =
            List.of(leaf(KEY, "key", Form.STRING), message(VALUE, "value", Form.MESSAGE, Message.ANY_VALUE));
    private static final List<Field> REQUEST_FIELDS =
            List.of(message(RESOURCE_LOGS, "resourceLogs", Form.MESSAGES, Message.RESOURCE_LOGS));
    private static final List<Field> RESOURCE_LOGS_FIELDS = List.of(
            message(RESOURCE, "resource", Form.MESSAGE, Message.RESOURCE),
            message(SCOPE_LOGS, "scopeLogs", Form.MESSAGES, Message.SCOPE_LOGS));
    private static final List<Field> RESOURCE_FIELDS =
            List.of(message(RESOURCE_ATTRIBUTES, "attributes", Form.MESSAGES, Message.KEY_VALUE));
    private static final List<Field> SCOPE_LOGS_FIELDS = List.of(
            message(SCOPE, "scope", Form.MESSAGE, Message.SCOPE),
            message(LOG_RECORDS, "logRecords", Form.MESSAGES, Message.LOG_RECORD));
    private static final List<Field> SCOPE_FIELDS = List.of(
            leaf(SCOPE_NAME, "name", Form.STRING),
            leaf(SCOPE_VERSION, "version", Form.STRING),
            message(SCOPE_ATTRIBUTES, "attributes", Form.MESSAGES, Message.KEY_VALUE),
            leaf(SCOPE_DROPPED, "droppedAttributesCount", Form.VARINT));
    private static final List<Field> LOG_RECORD_FIELDS = List.of(
            leaf(TIME, "timeUnixNano", Form.FIXED64),
            leaf(OBSERVED_TIME, "observedTimeUnixNano", Form.FIXED64),
            leaf(SEVERITY_NUMBER, "severityNumber", Form.SEVERITY),
            leaf(SEVERITY_TEXT, "severityText", Form.STRING),
            message(BODY, "body", Form.MESSAGE, Message.ANY_VALUE),
            message(ATTRIBUTES, "attributes", Form.MESSAGES, Message.KEY_VALUE),
            leaf(DROPPED, "droppedAttributesCount", Form.VARINT),
            leaf(FLAGS, "flags", Form.FIXED32),
            leaf(TRACE_ID, "traceId", Form.HEX),
            leaf(SPAN_ID, "spanId", Form.HEX));
    private static final List<Field> ANY_VALUE_FIELDS = List.of(
            leaf(STRING_VALUE, "stringValue", Form.STRING),
            leaf(BOOL_VALUE, "boolValue", Form.BOOL),
            leaf(INT_VALUE, "intValue", Form.VARINT),
            leaf(DOUBLE_VALUE, "doubleValue", Form.DOUBLE),
            message(ARRAY_VALUE, "arrayValue", Form.MESSAGE, Message.ARRAY_VALUE),
            message(KVLIST_VALUE, "kvlistValue", Form.MESSAGE, Message.KVLIST_VALUE),
            leaf(BYTES_VALUE, "bytesValue", Form.BASE64));
    private static final List<Field> ARRAY_FIELDS =
            List.of(message(LIST_VALUES, "values", Form.MESSAGES, Message.ANY_VALUE));
    private static final List<Field> KVLIST_FIELDS =
            List.of(message(LIST_VALUES, "values", Form.MESSAGES, Message.KEY_VALUE));

    private OtlpSchema() {}

    static List<Field> fields(Message message) {
        return switch (message) {
            case REQUEST -> REQUEST_FIELDS;
            case RESOURCE_LOGS -> RESOURCE_LOGS_FIELDS;
            case RESOURCE -> RESOURCE_FIELDS;
            case SCOPE_LOGS -> SCOPE_LOGS_FIELDS;
            case SCOPE -> SCOPE_FIELDS;
            case LOG_RECORD -> LOG_RECORD_FIELDS;
            case KEY_VALUE -> KEY_VALUE_FIELDS;
            case ANY_VALUE -> ANY_VALUE_FIELDS;
            case ARRAY_VALUE -> ARRAY_FIELDS;
            case KVLIST_VALUE -> KVLIST_FIELDS;
        };
    }

    private static Field leaf(int number, String name, Form form) {
        return message(number, name, form, Message.REQUEST);
    }

    private static Field message(int number, String name, Form form, Message message) {
        return new Field(number, ascii(name), ascii(snake(name)), form, message);
    }

    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c + 0x20));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
