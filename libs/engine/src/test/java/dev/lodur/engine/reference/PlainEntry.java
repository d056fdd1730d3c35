package dev.lodur.engine.reference;

import dev.lodur.model.Labels;

/** An entry of a stream. */
public record PlainEntry(Labels stream, long timestampNanos, String line, Labels metadata) {
    /** What tells entries apart: everything but the level that was detected. */
    PlainEntry identity() {
        return new PlainEntry(stream, timestampNanos, line, metadata.without("detected_level"));
    }
}
