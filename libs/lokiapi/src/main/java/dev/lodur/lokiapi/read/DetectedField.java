package dev.lodur.lokiapi.read;

import java.util.List;

/**
 * One field that was found in lines.
 *
 * @param type one of {@code string int float boolean duration bytes}
 * @param parsers what finds it, {@code json} or {@code logfmt}; none means that it is structured metadata
 * @param jsonPath the names that lead to it in JSON; empty where it is in no JSON
 */
public record DetectedField(String label, String type, long cardinality, List<String> parsers, List<String> jsonPath) {
    public DetectedField {
        parsers = List.copyOf(parsers);
        jsonPath = List.copyOf(jsonPath);
    }
}
