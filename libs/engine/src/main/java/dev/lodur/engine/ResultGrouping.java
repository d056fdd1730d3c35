package dev.lodur.engine;

import dev.lodur.engine.LogQueryResult.ResultEntry;
import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts rows into the streams of an answer: by all their labels, or by those of the stream alone. */
final class ResultGrouping {
    private ResultGrouping() {}

    static List<ResultStream> group(List<SelectedRow> rows, boolean categorize) {
        Map<Labels, List<ResultEntry>> byLabels = new HashMap<>();
        for (SelectedRow row : rows) {
            Labels metadata = ExposedNames.expose(row.stream(), row.metadata());
            Labels key = categorize ? row.stream() : merge(row.stream(), metadata, row.derived());
            byLabels.computeIfAbsent(key, labels -> new ArrayList<>())
                    .add(new ResultEntry(row.timestampNanos(), row.line(), metadata, row.derived()));
        }
        Map<String, ResultStream> sorted = new TreeMap<>();
        byLabels.forEach((labels, entries) -> sorted.put(labels.toString(), new ResultStream(labels, entries)));
        return new ArrayList<>(sorted.values());
    }

    /** All labels of a row; parsed ones win over metadata, and that over the stream's. */
    static Labels merge(Labels stream, Labels metadata, Labels derived) {
        if (metadata.isEmpty() && derived.isEmpty()) {
            return stream;
        }
        Map<String, String> all = new TreeMap<>(stream.toMap());
        all.putAll(metadata.toMap());
        all.putAll(derived.toMap());
        return Labels.of(all);
    }
}
