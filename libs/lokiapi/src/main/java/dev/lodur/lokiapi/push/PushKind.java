package dev.lodur.lokiapi.push;

/** The endpoint a body came to, which decides its encodings and its JSON form. */
public enum PushKind {
    /** {@code POST /loki/api/v1/push}. */
    PUSH("loki"),
    /** {@code POST /api/prom/push}: the same protobuf, an older JSON. */
    LEGACY_PUSH("loki"),
    /** {@code POST /otlp/v1/logs}. */
    OTLP("otlp");

    private final String format;

    PushKind(String format) {
        this.format = format;
    }

    /** The value of the {@code format} label in Loki's metrics. */
    public String format() {
        return format;
    }
}
