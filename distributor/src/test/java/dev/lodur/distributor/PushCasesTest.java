package dev.lodur.distributor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Pushes recorded with Loki 3.7.6, as data: the status of each, and what arrives at the ingester against what queries
 * had answered (duplicates and the renaming of metadata that clashes with a label are the reader's affair).
 */
class PushCasesTest {
    private static final Map<String, PushKind> KINDS = Map.of(
            "/loki/api/v1/push", PushKind.PUSH,
            "/api/prom/push", PushKind.LEGACY_PUSH,
            "/otlp/v1/logs", PushKind.OTLP);

    @TestFactory
    Stream<DynamicTest> eachCaseAnswersAndStoresWhatLokiDid() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = PushCasesTest.class.getResourceAsStream("/push-cases.json")) {
            for (JsonNode one : new ObjectMapper().readTree(in)) {
                String name = one.get("id").asText() + " " + one.path("note").asText("");
                tests.add(DynamicTest.dynamicTest(name, () -> run(one)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(150);
        return tests.stream();
    }

    private static void run(JsonNode one) {
        DistributorFixture fixture = new DistributorFixture();
        if (one.get("profile").asText().equals("multitenant")) {
            fixture.limits.maxLineSize = 4096;
            fixture.limits.truncate = true;
        }
        for (JsonNode step : one.get("steps")) {
            JsonNode headers = step.get("headers");
            PushBody body = new PushBody(
                    KINDS.get(step.get("path").asText()),
                    headers.path("Content-Type").asText(""),
                    headers.path("Content-Encoding").asText(""),
                    Bodies.encode(step.get("body")));
            assertThat(statuses(step.get("status")))
                    .as("%s", step.path("message").asText(""))
                    .contains(status(fixture, body));
        }
        if (!one.get("stored").isNull()) {
            assertThat(stored(fixture)).isEqualTo(expected(one));
        }
    }

    private static List<Integer> statuses(JsonNode status) {
        if (!status.isArray()) {
            return List.of(status.asInt());
        }
        List<Integer> all = new ArrayList<>();
        status.forEach(one -> all.add(one.asInt()));
        return all;
    }

    private static int status(DistributorFixture fixture, PushBody body) {
        try {
            fixture.push(body);
            return 204;
        } catch (LodurException e) {
            return e.code().httpStatus();
        }
    }

    /** Streams, times, lines and metadata in one line of text each, without duplicates. */
    private static TreeSet<String> stored(DistributorFixture fixture) {
        TreeSet<String> rows = new TreeSet<>();
        for (RecordingTarget.Row row : fixture.target.rows()) {
            rows.add(row.labels().toMap() + " " + row.entry().timestampNanos() + " "
                    + row.entry().line() + " " + row.entry().metadata().toMap());
        }
        return rows;
    }

    private static TreeSet<String> expected(JsonNode one) {
        TreeSet<String> rows = new TreeSet<>();
        for (JsonNode stream : one.get("stored")) {
            Map<String, String> labels = map(stream.get("stream"));
            for (JsonNode value : stream.get("values")) {
                Map<String, String> metadata;
                Map<String, String> own = labels;
                if (one.get("categorized").asBoolean()) {
                    metadata = map(value.get(2).path("structuredMetadata"));
                } else {
                    metadata = new TreeMap<>();
                    own = new TreeMap<>(labels);
                    split(one, own, metadata);
                }
                Map<String, String> pushed = new TreeMap<>();
                metadata.forEach((name, text) -> pushed.put(name.replace("_extracted", ""), text));
                rows.add(own + " " + value.get(0).asLong() + " "
                        + Bodies.expand(value.get(1).asText()) + " " + pushed);
            }
        }
        return rows;
    }

    /** Answers that are not categorized mix labels and metadata; these names were pushed as metadata. */
    private static void split(JsonNode one, Map<String, String> labels, Map<String, String> metadata) {
        String pushed = one.get("steps").get(0).get("body").toString();
        List<String> names = new ArrayList<>(labels.keySet());
        for (String name : names) {
            boolean label = name.equals("service_name")
                    || pushed.contains("\"stream\":{\"" + name)
                    || pushed.matches("(?s).*\"stream\":\\{[^}]*\"" + name + "\":.*")
                    || List.of(
                                    "cloud_region",
                                    "k8s_namespace_name",
                                    "k8s_pod_name",
                                    "service_instance_id",
                                    "service_namespace")
                            .contains(name);
            if (!label) {
                metadata.put(name, labels.remove(name));
            }
        }
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties()
                .forEach(field -> map.put(
                        Bodies.expand(field.getKey()),
                        Bodies.expand(field.getValue().asText())));
        return map;
    }
}
