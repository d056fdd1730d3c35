package dev.lodur.simulation;

import dev.lodur.compaction.TestBucket;
import dev.lodur.compaction.TestRows.Row;
import dev.lodur.engine.Direction;
import dev.lodur.engine.StreamSummary;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of some hours of a day as two ingesters have stored them, and what can be asked about them. The second ingester
 * has most of what the first one has, and each hour a few lines of the hour before, which came late.
 */
final class LoggedHours {
    static final int HOURS = 2;
    static final long START_NANOS =
            TestBucket.DAY.toEpochDay() * Duration.ofDays(1).toNanos();
    static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    static final TimeRange ALL = new TimeRange(START_NANOS, START_NANOS + (HOURS + 1) * HOUR_NANOS);

    private static final Labels WEB = Labels.of("app", "web", "level", "info");
    private static final Labels API = Labels.of("app", "api", "level", "info");
    private static final Labels DEBUG = Labels.of("app", "api", "level", "debug");
    /** Only one ingester has its lines. */
    private static final Labels SOLO = Labels.of("app", "solo", "level", "info");

    private static final int ROWS = 10;

    private LoggedHours() {}

    /** Stores two segments of each hour. */
    static void flush(TestBucket bucket) {
        for (int hour = 0; hour < HOURS; hour++) {
            bucket.flush(first(hour));
            bucket.flush(second(hour));
        }
    }

    /** Stores lines of an hour once more, and some that nobody has had before. */
    static void flushLate(TestBucket bucket) {
        List<Row> rows = new ArrayList<>(second(1));
        rows.add(new Row(WEB, START_NANOS + 77, "status=200 duration=7ms path=/very-late", Labels.EMPTY));
        rows.add(new Row(WEB, START_NANOS + 78, "status=200 duration=7ms path=/p3", Labels.EMPTY));
        bucket.flush(rows);
    }

    private static List<Row> first(int hour) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(web(hour, i));
            rows.add(api(hour, i));
            rows.add(row(DEBUG, hour, i, "debug of segment " + hour + "a: " + i, Labels.EMPTY));
            rows.add(row(SOLO, hour, i, "alone " + i, Labels.of("trace", "s" + i)));
        }
        rows.add(row(WEB, hour, 3, "status=200 duration=1ms path=/first", Labels.EMPTY));
        return rows;
    }

    private static List<Row> second(int hour) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            if (i != 3) {
                rows.add(web(hour, i));
            }
            rows.add(api(hour, i));
            rows.add(row(DEBUG, hour, ROWS + i, "debug of segment " + hour + "b: " + i, Labels.EMPTY));
        }
        // Of the same time and stream as two lines of the first one, which stand before it.
        rows.add(row(WEB, hour, 3, "status=200 duration=1ms path=/a-second", Labels.EMPTY));
        if (hour > 0) {
            rows.add(row(WEB, hour - 1, ROWS, "status=200 duration=99ms path=/late", Labels.EMPTY));
        }
        return rows;
    }

    private static Row web(int hour, int i) {
        String path = hour == 1 && i == 4 ? "/needle-4711" : "/p" + i % 4;
        String line = "status=" + (i % 5 == 0 ? 500 : 200) + " duration=" + (10 * hour + i) + "ms path=" + path;
        return row(WEB, hour, i, line, Labels.of("trace", "t" + i % 3, "detected_level", "info"));
    }

    private static Row api(int hour, int i) {
        // Two of a time: they keep the order in which they came.
        return row(API, hour, i / 2, "{\"status\":" + (200 + i) + ",\"ms\":" + hour + "." + i + "}", Labels.EMPTY);
    }

    private static Row row(Labels stream, int hour, int i, String line, Labels metadata) {
        return new Row(
                stream,
                START_NANOS + hour * HOUR_NANOS + i * Duration.ofMinutes(2).toNanos(),
                line,
                metadata);
    }

    /**
     * What is asked.
     *
     * @param matcher more of a selector, with a comma in front; or nothing
     */
    static List<Question> questions(String matcher, TimeRange range) {
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
            questions.add(Question.metric(query, HOURS, range));
        }
        questions.add(
                Question.streams("series", all, range, stream -> stream.labels().toString()));
        questions.add(Question.streams("labels", all, range, stream -> names(stream.labels())));
        questions.add(Question.streams(
                "values", all, range, stream -> "" + stream.labels().get("app")));
        questions.add(Question.streams("statistics", solo, range, LoggedHours::size));
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
