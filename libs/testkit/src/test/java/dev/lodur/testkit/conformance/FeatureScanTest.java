package dev.lodur.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeatureScanTest {
    private static Set<Feature> needed(String path, String query, String expect) {
        ObjectNode step = JsonNodeFactory.instance.objectNode().put("path", path);
        step.putObject("params").put("query", query);
        step.set("expect", Json.parse(expect).orElseThrow());
        return FeatureScan.neededBy(new Case("t", "id", "single", 0, List.of(Step.of(step))));
    }

    private static String names(Set<Feature> features) {
        return features.stream().map(Feature::name).collect(Collectors.joining(" "));
    }

    @Test
    void logQueriesWithFiltersNeedNothing() {
        assertRange("{app=\"a\"}", "");
        assertRange("{app=\"a\"} |= \"| json\" != `rate(x[5m])` # | logfmt", "");
        assertRange("({app=~\"[a]\"} |~ \"x\") | status=\"5\" or size > 5KB", "");
        assertRange("{app=\"a\"} | json_field=\"x\" |> \"<_> drop\"", "");
    }

    @Test
    void stagesAreSeen() {
        assertRange("{app=\"a\"} | JSON", "PARSER_STAGE");
        assertRange("{app=\"a\"}|logfmt --strict | x=\"\\\"\" | line_format \"{{.x}}\"", "PARSER_STAGE FORMAT_STAGE");
        assertRange("{app=\"a\"} |\n drop x", "FORMAT_STAGE");
        assertRange("sum(rate({app=\"a\"} | unwrap x [5m]))", "PARSER_STAGE METRIC_QUERY");
    }

    @Test
    void onlyThePlainCountAndLiteralsAreNoMetricQueries() {
        assertInstant("sum(count_over_time({app=~\"x[a]\"} |= \"y\" | z=\"1\" [1h30m]))", "");
        assertInstant(" SUM ( count_over_time ( {app=\"a\"}[5m] ) ) ", "");
        assertInstant("((sum(((count_over_time({app=\"a\"}[5m]))))))", "");
        assertInstant("1", "");
        assertInstant("(- 1.5e3)", "");
        assertInstant("0x1F", "");
        assertInstant("1 + 1", "METRIC_QUERY");
        assertInstant("vector(1)", "METRIC_QUERY");
        assertInstant("count_over_time({app=\"a\"}[5m])", "METRIC_QUERY");
        assertInstant("sum by (x) (count_over_time({app=\"a\"}[5m]))", "METRIC_QUERY");
        assertInstant("sum(count_over_time({app=\"a\"}[5m] offset 5m))", "METRIC_QUERY");
        assertInstant("sum(count_over_time({app=\"a\"}[5m])) > 1", "METRIC_QUERY");
        assertRange("sum(count_over_time({app=\"a\"}[5m]))", "METRIC_QUERY");
    }

    private static void assertRange(String query, String features) {
        assertThat(names(needed("/loki/api/v1/query_range", query, "{\"status\":200,\"kind\":\"streams\"}")))
                .isEqualTo(features);
    }

    private static void assertInstant(String query, String features) {
        assertThat(names(needed("/loki/api/v1/query", query, "{\"status\":200,\"kind\":\"vector\"}")))
                .isEqualTo(features);
    }

    @Test
    void pathsTellToo() {
        String ok = "{\"status\":200,\"kind\":\"json\"}";

        assertThat(needed("/loki/api/v1/detected_field/x/values", "{}", ok)).containsExactly(Feature.DETECTED);
        assertThat(needed("/loki/api/v1/label/detected_level/values", "", ok)).isEmpty();
        assertThat(needed("/loki/api/v1/index/volume_range", "{}", ok)).isEmpty();
        assertThat(needed("/loki/api/v1/rules", "", ok)).containsExactly(Feature.RULES);
        assertThat(needed("/loki/api/v1/format_query", "rate({a=\"b\"} | json [5m])", ok))
                .isEmpty();
        assertThat(needed("/loki/api/v1/index/stats", "{a=\"b\"}", ok)).isEmpty();
    }

    @Test
    void refusedRequestsNeedWhatMustRunToBeRefused() {
        String query = "rate({a=\"b\"} | json [5m])";
        String path = "/loki/api/v1/query";

        assertThat(needed(path, query, "{\"status\":400,\"kind\":\"error\",\"class\":\"parse error\"}"))
                .isEmpty();
        assertThat(needed(path, query, "{\"status\":[404,405],\"kind\":\"status\"}"))
                .isEmpty();
        assertThat(needed(path, query, "{\"status\":400,\"kind\":\"error\",\"class\":\"pipeline error\"}"))
                .containsExactly(Feature.PARSER_STAGE, Feature.METRIC_QUERY);
        assertThat(needed(
                        path,
                        query,
                        "{\"status\":400,\"kind\":\"error\",\"class\":\"limit\","
                                + "\"strict_message\":\"maximum number of series (500) reached\"}"))
                .containsExactly(Feature.PARSER_STAGE, Feature.METRIC_QUERY);
    }
}
