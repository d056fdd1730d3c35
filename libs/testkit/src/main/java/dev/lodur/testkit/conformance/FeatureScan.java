package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells from paths and query texts which features a case needs.
 *
 * <p>A request that must be refused for what it says needs none: only refusals that come from running the query, of its
 * stages or of too many series, do.
 */
public final class FeatureScan {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern PARSER_STAGE =
            Pattern.compile("\\|\\s*(json|logfmt|regexp|pattern|unpack|unwrap)\\b", FLAGS);
    private static final Pattern FORMAT_STAGE =
            Pattern.compile("\\|\\s*(line_format|label_format|decolorize|drop|keep)\\b", FLAGS);
    private static final Pattern LITERAL =
            Pattern.compile("[\\s()]*[-+]?\\s*(0x[0-9a-f_]+|[0-9.]+(e[-+]?[0-9]+)?)[\\s()]*", FLAGS);
    private static final Pattern PLAIN_COUNT = Pattern.compile(
            "[\\s(]*sum\\s*\\([\\s(]*count_over_time\\s*\\([\\s(]*\\{[^\\[\\]]*\\[[^\\[\\]]*][\\s)]*", FLAGS);

    /** By the begin of what follows the API's prefix in a path. */
    private static final Map<String, Feature> ENDPOINTS = Map.of(
            "detected_fields", Feature.DETECTED,
            "detected_field/", Feature.DETECTED,
            "detected_labels", Feature.DETECTED,
            "patterns", Feature.PATTERNS,
            "delete", Feature.DELETE_REQUESTS,
            "rules", Feature.RULES);

    private static final Pattern PREFIX = Pattern.compile("^/(loki/api/v1|api/prom|prometheus/api/v1)/");

    private FeatureScan() {}

    /** Everything that any step of a case needs. */
    public static Set<Feature> neededBy(Case one) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (Step step : one.steps()) {
            if (isAnsweredByRunning(step.expect())) {
                addFeatures(step, features);
            }
        }
        return features;
    }

    private static boolean isAnsweredByRunning(JsonNode expect) {
        if (!expect.path("kind").asText().equals("error")) {
            JsonNode status = expect.path("status");
            return (status.isArray() ? status.get(0) : status).asInt() < 400;
        }
        return expect.path("class").asText().equals("pipeline error")
                || expect.path("strict_message").asText().startsWith("maximum number of series");
    }

    private static void addFeatures(Step step, Set<Feature> features) {
        String endpoint = PREFIX.matcher(step.path()).replaceFirst("");
        ENDPOINTS.forEach((begin, feature) -> {
            if (endpoint.startsWith(begin)) {
                features.add(feature);
            }
        });
        boolean instant = step.path().endsWith("/query");
        if (instant || step.path().endsWith("/query_range")) {
            addFeatures(QueryText.bare(step.parameter("query")), instant, features);
        }
    }

    private static void addFeatures(String query, boolean instant, Set<Feature> features) {
        if (PARSER_STAGE.matcher(query).find()) {
            features.add(Feature.PARSER_STAGE);
        }
        if (FORMAT_STAGE.matcher(query).find()) {
            features.add(Feature.FORMAT_STAGE);
        }
        boolean plainCount = instant && PLAIN_COUNT.matcher(query).matches();
        if (!isLogQuery(query) && !plainCount && !LITERAL.matcher(query).matches()) {
            features.add(Feature.METRIC_QUERY);
        }
    }

    private static boolean isLogQuery(String query) {
        String text = query.replaceFirst("^[\\s(]+", "");
        return text.startsWith("{") && text.indexOf('[') < 0;
    }
}
