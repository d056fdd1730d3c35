package dev.lodur.lokiapi.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that Loki 3.7.6 refused for their parameters, with the texts it gave. */
class RecordedParameterErrorsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final QueryLimitChecks CHECKS = new QueryLimitChecks(QueryLimits.DEFAULTS, CLOCK);

    record Refusal(String id, String path, String rawQuery, String text) {
        @Override
        public String toString() {
            return id;
        }
    }

    static List<Refusal> refusals() throws IOException {
        List<Refusal> refusals = new ArrayList<>();
        try (InputStream in =
                RecordedParameterErrorsTest.class.getResourceAsStream("/read/recorded-parameter-errors.json")) {
            for (JsonNode node : new ObjectMapper().readTree(Objects.requireNonNull(in))) {
                refusals.add(new Refusal(
                        node.get("id").asText(),
                        node.get("path").asText(),
                        rawQuery(node.get("params")),
                        node.get("text").asText()));
            }
        }
        return refusals;
    }

    private static String rawQuery(JsonNode params) {
        return params.properties().stream()
                .flatMap(entry -> values(entry.getValue()).map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static Stream<String> values(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asText) : Stream.of(node.asText());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesInTheSameWords(Refusal refusal) {
        Parameters parameters = Parameters.ofQuery(refusal.rawQuery());

        LodurException thrown = catchThrowableOfType(LodurException.class, () -> ask(refusal.path(), parameters));

        assertThat(thrown.text()).isEqualTo(refusal.text());
        assertThat(thrown.code().httpStatus()).isEqualTo(400);
    }

    private static void ask(String path, Parameters parameters) {
        String endpoint = path.substring("/loki/api/v1/".length());
        switch (endpoint) {
            case "query_range" -> askRange(RangeQuery.parse(parameters, CLOCK));
            case "query" -> InstantQuery.parse(parameters, CLOCK);
            case "series" ->
                CHECKS.checkBounds(SeriesQuery.parse(parameters, CLOCK).bounds());
            case "labels" ->
                CHECKS.checkBounds(LabelsQuery.parse(parameters, CLOCK).bounds());
            case "index/volume" -> VolumeQuery.parseInstant(parameters, CLOCK);
            case "index/volume_range" -> VolumeQuery.parseRange(parameters, CLOCK);
            case "detected_fields" -> DetectedFieldsQuery.parse(parameters, CLOCK);
            default -> throw new AssertionError("no parser for " + endpoint);
        }
    }

    private static void askRange(RangeQuery query) {
        CHECKS.checkEntries(query.limit());
        CHECKS.checkBounds(query.bounds());
    }
}
