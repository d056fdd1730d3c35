package dev.lodur.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One query of the {@link QueryRun}.
 *
 * @param selectedBytes the bytes of lines that it has to look at, or 0 where it need not look at lines or at few
 * @param expected what the server must answer
 */
record BenchQuery(String name, String logQl, Kind kind, long selectedBytes, QueryAnswer expected) {
    private static final int LINES_MAX = 100;

    /** How the server is asked. */
    sealed interface Kind {
        /** The latest lines of the span. */
        record Lines() implements Kind {}

        /** A value at the end of the span. */
        record Instant() implements Kind {}

        /** Values at each step of the span. */
        record Range(int stepSeconds) implements Kind {}
    }

    /** Path and query of the request over a span, from one second before the first line to the end of the last window. */
    String path(long startSeconds, long endSeconds) {
        String query = "query=" + URLEncoder.encode(logQl, StandardCharsets.UTF_8);
        return switch (kind) {
            case Kind.Lines lines ->
                "/loki/api/v1/query_range?" + query + "&direction=backward&limit=" + LINES_MAX + "&start="
                        + startSeconds + "&end=" + (endSeconds + 1);
            case Kind.Instant instant -> "/loki/api/v1/query?" + query + "&time=" + endSeconds;
            case Kind.Range range ->
                "/loki/api/v1/query_range?" + query + "&start=" + startSeconds + "&end=" + endSeconds + "&step="
                        + range.stepSeconds();
        };
    }
}
