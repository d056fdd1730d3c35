package dev.lodur.engine.fields;

import dev.lodur.engine.StreamSummary;
import dev.lodur.model.GoFloat;
import dev.lodur.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The labels that a person would choose streams by, with how many values each has: not those whose values are all numbers
 * or identifiers, unless they only say yes or no, or are labels that everybody chooses by.
 */
public final class DetectedLabels {
    private static final Set<String> ALWAYS = Set.of("cluster", "namespace", "instance", "pod");
    private static final Set<String> YES_OR_NO = Set.of("0", "1");
    private static final Pattern UUID =
            Pattern.compile("(?i)(urn:uuid:)?\\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}}?");

    private DetectedLabels() {}

    public static Map<String, Long> of(List<StreamSummary> streams) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (StreamSummary stream : streams) {
            Labels labels = stream.labels();
            for (int i = 0; i < labels.size(); i++) {
                values.computeIfAbsent(labels.name(i), name -> new TreeSet<>()).add(labels.value(i));
            }
        }
        Map<String, Long> cardinalities = new TreeMap<>();
        values.forEach((name, distinct) -> {
            if (ALWAYS.contains(name) || YES_OR_NO.containsAll(distinct) || !isIdentifier(distinct)) {
                cardinalities.put(name, (long) distinct.size());
            }
        });
        return cardinalities;
    }

    private static boolean isIdentifier(Set<String> values) {
        return values.stream()
                .allMatch(value ->
                        GoFloat.parse(value).isPresent() || UUID.matcher(value).matches());
    }
}
