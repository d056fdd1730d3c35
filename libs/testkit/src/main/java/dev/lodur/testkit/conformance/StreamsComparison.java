package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares streams: a set by their labels, entries in order, but entries of one stream with the same time in any order.
 */
final class StreamsComparison {
    private record Entry(String time, String text) {}

    private StreamsComparison() {}

    static Optional<String> compare(JsonNode expected, JsonNode actual) {
        Map<String, List<Entry>> want = byLabels(expected);
        Map<String, List<Entry>> got = byLabels(actual);
        return Keys.difference("streams", want.keySet(), got.keySet())
                .or(() -> want.entrySet().stream()
                        .map(one ->
                                compareEntries(one.getKey(), one.getValue(), got.getOrDefault(one.getKey(), List.of())))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Map<String, List<Entry>> byLabels(JsonNode result) {
        Map<String, List<Entry>> streams = new TreeMap<>();
        for (JsonNode stream : result) {
            List<Entry> entries =
                    streams.computeIfAbsent(Json.canonical(stream.path("stream")), labels -> new ArrayList<>());
            stream.path("values").forEach(value -> entries.add(entry(value)));
        }
        streams.values().forEach(StreamsComparison::sortEqualTimes);
        return streams;
    }

    private static Entry entry(JsonNode value) {
        return new Entry(value.path(0).asText(), Json.canonical(value));
    }

    private static void sortEqualTimes(List<Entry> entries) {
        for (int from = 0; from < entries.size(); ) {
            int to = from + 1;
            while (to < entries.size()
                    && entries.get(to).time().equals(entries.get(from).time())) {
                to++;
            }
            entries.subList(from, to).sort((a, b) -> a.text().compareTo(b.text()));
            from = to;
        }
    }

    private static Optional<String> compareEntries(String labels, List<Entry> want, List<Entry> got) {
        for (int i = 0; i < Math.max(want.size(), got.size()); i++) {
            String wanted = i < want.size() ? want.get(i).text() : "nothing";
            String found = i < got.size() ? got.get(i).text() : "nothing";
            if (!wanted.equals(found)) {
                return Optional.of("stream " + Json.brief(labels) + "\n  entry " + i + " of " + want.size() + " (got "
                        + got.size() + " entries)\n  expected: " + Json.brief(wanted) + "\n  got:      "
                        + Json.brief(found));
            }
        }
        return Optional.empty();
    }
}
