package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that was recorded: the corpus to push first, the cases, and how to tell that the corpus can be queried.
 *
 * @param corpus bodies for the push endpoint in their order
 * @param cases in the order in which they must run
 * @param queryable the request that counts the corpus' entries, or empty where nobody needs to wait
 * @param corpusEntries what it must answer
 */
public record Suite(List<JsonNode> corpus, List<Case> cases, Optional<Step> queryable, long corpusEntries) {
    public Suite {
        corpus = List.copyOf(corpus);
        cases = List.copyOf(cases);
    }

    /** Loads a folder with {@code suite.json}, {@code corpus/}, {@code cases/} and perhaps {@code parser.json}. */
    public static Suite load(Path folder) {
        JsonNode suite = read(folder.resolve("suite.json"));
        List<Case> cases = new ArrayList<>();
        files(folder.resolve("cases")).forEach(file -> addCases(read(file), cases));
        Path parser = folder.resolve("parser.json");
        if (Files.exists(parser)) {
            addParserCases(read(parser), cases);
        }
        cases.sort(Comparator.comparingInt(Case::order));
        JsonNode queryable = suite.path("queryable");
        return new Suite(
                files(folder.resolve("corpus")).stream().map(Suite::read).toList(),
                cases,
                queryable.has("request") ? Optional.of(Step.of(queryable.get("request"))) : Optional.empty(),
                queryable.path("entries").asLong());
    }

    /** Loads a folder on the class path, which must not be inside a jar. */
    public static Suite loadResource(ClassLoader loader, String folder) {
        URL url = loader.getResource(folder + "/suite.json");
        if (url == null) {
            throw new IllegalArgumentException("no " + folder + "/suite.json on the class path");
        }
        try {
            Path suite = Path.of(url.toURI());
            return load(suite.resolveSibling("."));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a folder: " + url, e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file))
                    .orElseThrow(() -> new IllegalArgumentException("not JSON: " + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addCases(JsonNode file, List<Case> cases) {
        for (JsonNode node : file.get("cases")) {
            List<Step> steps = new ArrayList<>();
            if (node.has("steps")) {
                node.get("steps").forEach(step -> steps.add(Step.of(step)));
            } else {
                steps.add(Step.of(node));
            }
            cases.add(new Case(
                    file.get("topic").asText(),
                    node.get("id").asText(),
                    file.path("profile").asText("single"),
                    file.path("order").asInt(),
                    steps));
        }
    }

    private static void addParserCases(JsonNode file, List<Case> cases) {
        int number = 0;
        for (JsonNode query : file.get("queries")) {
            number++;
            ObjectNode step = JsonNodeFactory.instance.objectNode();
            step.put("path", "/loki/api/v1/format_query");
            step.putObject("params").put("query", query.get("query").asText());
            step.set("expect", parserExpectation(query));
            cases.add(new Case("parser", String.format("parser-%03d", number), "single", 0, List.of(Step.of(step))));
        }
    }

    private static ObjectNode parserExpectation(JsonNode query) {
        ObjectNode expect = JsonNodeFactory.instance.objectNode();
        if (query.get("valid").asBoolean()) {
            expect.put("status", 200).put("kind", "parser").set("data", query.get("formatted"));
        } else {
            expect.put("status", 400).put("kind", "error");
            expect.put("class", query.path("class").asText("parse error"));
            expect.put("strict_message", query.path("error").asText());
        }
        return expect;
    }
}
