package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lines with all that may be in one, of noon of the day before yesterday and of yesterday; how they are pushed and read. */
final class SampleLines {
    static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    static final LocalDate DAY_BEFORE = YESTERDAY.minusDays(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 5000;
    private static final List<String> APPS = List.of("web", "db", "zürich \"west\"", "back\\slash");
    private static final List<String> LINES = List.of(
            "level=info msg=\"plain\" n=%d",
            "{\"level\":\"error\",\"text\":\"quoted \\\"%d\\\"\"}",
            "unicode Grüße 日本語 😀 \u0000\u0001\u007f %d",
            "two\nlines\tand a tab \\n %d",
            "secret %d",
            "");

    /** One line, without the level that the server has found. */
    record Line(
            SortedMap<String, String> labels, long timestampNanos, String text, SortedMap<String, String> metadata) {
        static final Comparator<Line> ORDER =
                Comparator.comparingLong(Line::timestampNanos).thenComparing(Line::toString);
    }

    private SampleLines() {}

    /** Noon of a day, UTC. */
    static long noonNanos(LocalDate day) {
        return day.atTime(12, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    }

    /** So many of each of four streams, in order of time; some have the same time, and some the same text. */
    static List<Line> of(LocalDate day, int count) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (String app : APPS) {
                String text = LINES.get(i % LINES.size()).formatted(i);
                lines.add(new Line(labels(app), noonNanos(day) + i / 2 * 1_000_003L, text, metadata(i)));
            }
        }
        return lines;
    }

    /** With the name of a service, which the server adds where there is none. */
    private static SortedMap<String, String> labels(String app) {
        return sorted("app", app, "env", "test", "service_name", app);
    }

    private static SortedMap<String, String> metadata(int i) {
        return switch (i % 3) {
            case 0 -> sorted();
            case 1 -> sorted("trace_id", "trace-" + i);
            default -> sorted("trace_id", "trace-" + i, "user", "zoë \"" + i % 7 + "\"");
        };
    }

    private static SortedMap<String, String> sorted(String... namesAndValues) {
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    static void push(LodurProcess lodur, String tenant, List<Line> lines) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode streams = body.putArray("streams");
        Map<SortedMap<String, String>, ArrayNode> values = new TreeMap<>(Comparator.comparing(Map::toString));
        for (Line line : lines) {
            ArrayNode value = values.computeIfAbsent(line.labels(), labels -> {
                        ObjectNode stream = streams.addObject();
                        stream.set("stream", JSON.valueToTree(labels));
                        return stream.putArray("values");
                    })
                    .addArray()
                    .add(Long.toString(line.timestampNanos()))
                    .add(line.text());
            value.add(JSON.valueToTree(line.metadata()));
        }
        HttpResponse<String> answer = lodur.post(
                "/loki/api/v1/push",
                "application/json",
                body.toString().getBytes(StandardCharsets.UTF_8),
                "X-Scope-OrgID",
                tenant);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    /** All lines of a tenant, of both days, in {@link Line#ORDER}. */
    static List<Line> read(LodurProcess lodur, String tenant) {
        JsonNode answer = get(
                lodur,
                tenant,
                "query_range?query=" + URLEncoder.encode("{app=~\".+\"}", StandardCharsets.UTF_8) + "&limit=" + LIMIT
                        + "&start=" + noonNanos(DAY_BEFORE) + "&end=" + noonNanos(YESTERDAY.plusDays(1)));
        List<Line> lines = new ArrayList<>();
        for (JsonNode stream : answer.at("/data/result")) {
            for (JsonNode value : stream.path("values")) {
                lines.add(new Line(
                        map(stream.path("stream")),
                        value.get(0).asLong(),
                        value.get(1).asText(),
                        map(value.path(2).path("structuredMetadata"))));
            }
        }
        assertThat(lines).as("lines in one answer").hasSizeLessThan(LIMIT);
        lines.sort(Line.ORDER);
        return lines;
    }

    /** An answer in which labels and metadata are apart. */
    static JsonNode get(LodurProcess lodur, String tenant, String path) {
        return new Queries(pathAndQuery -> lodur.get(
                        pathAndQuery, "X-Scope-OrgID", tenant, "X-Loki-Response-Encoding-Flags", "categorize-labels"))
                .get("/loki/api/v1/" + path);
    }

    /** A line of an export. */
    static Line parse(String json) throws Exception {
        JsonNode node = JSON.readTree(json);
        return new Line(
                map(node.path("labels")),
                node.path("timestamp_ns").asLong(),
                node.path("line").asText(),
                map(node.path("metadata")));
    }

    private static SortedMap<String, String> map(JsonNode object) {
        SortedMap<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        map.remove("detected_level");
        return map;
    }
}
