package dev.lodur.simulation;

import dev.lodur.compaction.TestBucket;
import dev.lodur.compaction.TestRows.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of some hours of a day as two ingesters have stored them. The second ingester has most of what the first one has,
 * and each hour a few lines of the hour before, which came late.
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
}
