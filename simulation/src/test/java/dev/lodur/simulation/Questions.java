package dev.lodur.simulation;

import dev.lodur.engine.Direction;
import dev.lodur.engine.StreamSummary;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** What is asked about {@link LoggedHours}. */
final class Questions {
    private Questions() {}

    /**
     * What is asked.
     *
     * @param matcher more of a selector, with a comma in front; or nothing
     */
    static List<Question> about(String matcher, TimeRange range) {
        String all = "{app=~\".+\"" + matcher + "}";
        String web = "{app=\"web\"" + matcher + "}";
        String api = "{app=\"api\"" + matcher + "}";
        String solo = "{app=\"solo\"" + matcher + "}";
        List<Question> questions = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            questions.add(Question.logs(all, range, direction, 1000));
            questions.add(Question.logs(all, range, direction, 7));
        }
        for (String query : List.of(
                web + " |= \"needle-4711\"",
                web + " |= \"needle-none\"",
                all + " |~ \"p[12]|alone 3\" != \"500\"",
                web + " | logfmt | status=\"500\" | duration > 10ms",
                api + " | json | status >= 207",
                all + " | trace=\"t1\"",
                web + " | logfmt | line_format \"{{.path}} {{.status}}\"")) {
            questions.add(Question.logs(query, range, Direction.BACKWARD, 100));
        }
        for (String query : List.of(
                "count_over_time(" + web + "[%dh])",
                "sum by (app) (count_over_time(" + all + "[%dh]))",
                "rate(" + solo + "[%dh])",
                "sum by (level) (bytes_over_time(" + all + "[%dh]))",
                "topk(1, sum by (app) (bytes_rate(" + all + "[%dh])))",
                "quantile_over_time(0.9, " + web + " | logfmt | unwrap duration(duration) [%dh]) by (app)",
                "sum by (trace) (count_over_time(" + web + " | trace!=\"\" [%dh]))")) {
            questions.add(Question.metric(query, 1, range));
        }
        for (String query : List.of(
                "sum(count_over_time(" + all + "[%dh]))",
                "sum(count_over_time(" + web + " |= \"needle-4711\" [%dh]))",
                "sum by (app) (sum_over_time(" + api + " | json | unwrap ms [%dh]))")) {
            questions.add(Question.metric(query, LoggedHours.HOURS, range));
        }
        questions.add(
                Question.streams("series", all, range, stream -> stream.labels().toString()));
        questions.add(Question.streams("labels", all, range, stream -> names(stream.labels())));
        questions.add(Question.streams(
                "values", all, range, stream -> "" + stream.labels().get("app")));
        questions.add(Question.streams("statistics", solo, range, Questions::size));
        return questions;
    }

    private static String names(Labels labels) {
        return labels.toMap().keySet().toString();
    }

    private static String size(StreamSummary stream) {
        return stream.rows() + " rows, " + stream.lineBytes() + " and " + stream.metadataBytes() + " bytes";
    }

    /** All debug lines, which are kept for a shorter time than others. */
    static Question debugLines(TimeRange range) {
        return Question.logs("{level=\"debug\"}", range, Direction.FORWARD, 1000);
    }
}
