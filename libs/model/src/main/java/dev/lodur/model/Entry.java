package dev.lodur.model;

/**
 * One log line with its time and structured metadata, for edges and tests; hot paths keep lines as byte ranges.
 *
 * @param timestampNanos nanoseconds since 1970-01-01T00:00:00Z
 * @param line the line without a line end
 * @param metadata structured metadata, empty where there is none
 */
public record Entry(long timestampNanos, String line, Labels metadata) {
    public Entry(long timestampNanos, String line) {
        this(timestampNanos, line, Labels.EMPTY);
    }
}
