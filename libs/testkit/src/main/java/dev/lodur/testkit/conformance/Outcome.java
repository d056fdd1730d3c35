package dev.lodur.testkit.conformance;

import java.util.Optional;

/**
 * How a case went.
 *
 * @param difference empty where the server answered as Loki did, otherwise what was different
 */
public record Outcome(String topic, String id, Optional<String> difference) {
    public boolean passed() {
        return difference.isEmpty();
    }

    @Override
    public String toString() {
        return topic + "/" + id + difference.map(text -> ": " + text).orElse(": as expected");
    }
}
