package dev.lodur.logql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What Loki 3.7.6 said about queries, recorded from it. */
final class Recorded {
    record Query(String text, boolean valid, String formatted) {}

    /** {@code kind}: what the endpoint does with the text: {@code format}, {@code query} or {@code selector}. */
    record Failure(String id, String kind, String query, String message) {}

    private Recorded() {}

    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode node : read("parser.json").get("queries")) {
            queries.add(new Query(
                    expand(node.get("query").asText()),
                    node.get("valid").asBoolean(),
                    expand(node.path("formatted").asText())));
        }
        return queries;
    }

    static List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        for (JsonNode node : read("errors.json").get("errors")) {
            failures.add(new Failure(
                    node.get("id").asText(),
                    node.get("kind").asText(),
                    node.get("query").asText(),
                    node.get("error").asText()));
        }
        return failures;
    }

    private static JsonNode read(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recording writes {@code @@REPEAT(x,3)@@} for {@code xxx}. */
    private static String expand(String text) {
        return java.util.regex.Pattern.compile("@@REPEAT\\((.*?),(\\d+)\\)@@")
                .matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        match.group(1).repeat(Integer.parseInt(match.group(2)))));
    }
}
