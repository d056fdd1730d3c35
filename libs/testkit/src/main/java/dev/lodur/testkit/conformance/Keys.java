package dev.lodur.testkit.conformance;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells which members of a set are missing and which are too many. */
final class Keys {
    private static final int NAMED_MAX = 3;

    private Keys() {}

    static Optional<String> difference(String what, Set<String> expected, Set<String> actual) {
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(what)
                .append(": expected ")
                .append(expected.size())
                .append(", got ")
                .append(actual.size());
        append(text, "missing", expected, actual);
        append(text, "unexpected", actual, expected);
        return Optional.of(text.toString());
    }

    private static void append(StringBuilder text, String word, Set<String> of, Set<String> without) {
        Set<String> rest = new TreeSet<>(of);
        rest.removeAll(without);
        rest.stream()
                .limit(NAMED_MAX)
                .forEach(key -> text.append("\n  ").append(word).append(": ").append(Json.brief(key)));
    }
}
