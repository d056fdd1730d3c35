package dev.lodur.engine;

import dev.lodur.logql.LineFilter;
import dev.lodur.logql.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which stages run: line filters before everything that leaves the line alone, as in Loki. So they see the
 * line as it was stored, or as {@code line_format} or {@code unpack} wrote it, also where {@code decolorize} stands before
 * them.
 */
final class StageOrder {
    private StageOrder() {}

    static List<Stage> of(List<Stage> stages) {
        List<Stage> ordered = new ArrayList<>();
        List<Stage> filters = new ArrayList<>();
        List<Stage> others = new ArrayList<>();
        for (Stage stage : stages) {
            if (stage instanceof LineFilter) {
                filters.add(stage);
            } else {
                others.add(stage);
            }
            if (stage instanceof Stage.LineFormat || stage instanceof Stage.Unpack) {
                flush(filters, others, ordered);
            }
        }
        flush(filters, others, ordered);
        return ordered;
    }

    private static void flush(List<Stage> filters, List<Stage> others, List<Stage> ordered) {
        ordered.addAll(filters);
        ordered.addAll(others);
        filters.clear();
        others.clear();
    }
}
