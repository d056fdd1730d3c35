package dev.lodur.engine.fields;

import java.util.List;

/**
 * One field of the lines looked at.
 *
 * @param cardinality how many different values it has there
 * @param parsers what finds it, {@code json} or {@code logfmt}; none where it is structured metadata only
 * @param jsonPath the keys that lead to it in JSON; none where it is in no JSON
 */
public record Field(String label, FieldType type, long cardinality, List<String> parsers, List<String> jsonPath) {
    public Field {
        parsers = List.copyOf(parsers);
        jsonPath = List.copyOf(jsonPath);
    }
}
