package dev.lodur.segment.v1;

import dev.lodur.segment.SegmentColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which labels and metadata keys stand in the Parquet schema, where upper and lower case must not be
 * what tells two columns apart.
 *
 * <p>Reserved come first: {@code timestamp}, {@code timestamp_ns}, {@code line}, {@code labels}, {@code metadata}. Then
 * labels and then metadata keys, each in ascending order, take their own name where it is free and not empty; otherwise
 * it gets the suffix {@code _label} or {@code _metadata}, and {@code _2}, {@code _3} and so on behind that where still
 * needed.
 */
final class ColumnNames {
    static final String TIMESTAMP = "timestamp";
    static final String TIMESTAMP_NS = "timestamp_ns";
    static final String LINE = "line";
    static final String LABELS = "labels";
    static final String METADATA = "metadata";

    private final Set<String> taken = new HashSet<>(List.of(TIMESTAMP, TIMESTAMP_NS, LINE, LABELS, METADATA));
    private final List<String> labels;
    private final List<String> metadata;

    ColumnNames(SegmentColumns columns) {
        labels = assign(columns.labels(), "_label");
        metadata = assign(columns.metadata(), "_metadata");
    }

    List<String> labels() {
        return labels;
    }

    List<String> metadata() {
        return metadata;
    }

    private List<String> assign(List<String> names, String suffix) {
        List<String> assigned = new ArrayList<>();
        for (String name : names) {
            assigned.add(free(name, suffix));
        }
        return assigned;
    }

    private String free(String name, String suffix) {
        String candidate = name;
        for (int number = 1; candidate.isEmpty() || !taken.add(candidate.toLowerCase(Locale.ROOT)); number++) {
            candidate = name + suffix + (number == 1 ? "" : "_" + number);
        }
        return candidate;
    }
}
