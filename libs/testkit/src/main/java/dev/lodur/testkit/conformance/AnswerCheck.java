package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** Compares an answer with an expectation by the rule that its {@code kind} names. */
final class AnswerCheck {
    private AnswerCheck() {}

    /** Empty where the answer is as expected, otherwise what is different. */
    static Optional<String> difference(JsonNode expect, Answer answer) {
        if (!hasStatus(expect.path("status"), answer.status())) {
            return Optional.of("status: expected " + expect.path("status") + ", got " + answer.status() + "\n  body: "
                    + Json.brief(answer.text().strip()));
        }
        String text = answer.text();
        JsonNode data = expect.path("data");
        return switch (expect.path("kind").asText()) {
            case "status" -> Optional.empty();
            case "error" -> error(expect, text);
            case "text" -> same(data.asText().strip(), text.strip());
            case "contains" -> contains(data, text);
            default ->
                Json.parse(text)
                        .map(document -> document(expect, data, document))
                        .orElseGet(() -> Optional.of("body is not JSON: " + Json.brief(text)));
        };
    }

    private static boolean hasStatus(JsonNode expected, int status) {
        if (!expected.isArray()) {
            return expected.asInt() == status;
        }
        for (JsonNode one : expected) {
            if (one.asInt() == status) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> error(JsonNode expect, String text) {
        String wanted = expect.path("class").asText();
        String found = ErrorClass.of(text);
        return wanted.equals(found)
                ? Optional.empty()
                : Optional.of("error class: expected '" + wanted + "', got '" + found + "'\n  body: "
                        + Json.brief(text.strip()) + "\n  recorded message: "
                        + Json.brief(expect.path("strict_message").asText()));
    }

    private static Optional<String> same(String expected, String actual) {
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("expected: " + Json.brief(expected) + "\n  got:      " + Json.brief(actual));
    }

    private static Optional<String> contains(JsonNode parts, String text) {
        for (JsonNode part : parts) {
            if (!text.contains(part.asText())) {
                return Optional.of("body lacks " + part);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> document(JsonNode expect, JsonNode data, JsonNode document) {
        String kind = expect.path("kind").asText();
        return switch (kind) {
            case "shape" -> DocumentComparison.shape(data, document);
            case "json" -> DocumentComparison.exact(data, document);
            case "strings", "series" -> successfulList(data, document);
            case "detected_fields" -> DocumentComparison.withSortedList(data, document, "fields");
            case "detected_labels" ->
                DocumentComparison.lists(data.path("detectedLabels"), document.path("detectedLabels"));
            case "detected_values" -> DocumentComparison.withSortedList(data, document, "values");
            case "volume_series" -> volumeSeries(expect, data, document);
            case "parser" -> same(data.asText(), document.path("data").asText());
            case "streams", "matrix", "vector", "scalar" -> queryResult(kind, expect, data, document);
            default -> Optional.of("unknown expectation kind '" + kind + "'");
        };
    }

    private static Optional<String> successfulList(JsonNode expected, JsonNode document) {
        return isSuccess(document)
                ? DocumentComparison.lists(expected, document.path("data"))
                : Optional.of("not a success: " + Json.brief(document));
    }

    private static boolean isSuccess(JsonNode document) {
        return document.path("status").asText().equals("success");
    }

    private static Optional<String> volumeSeries(JsonNode expect, JsonNode expected, JsonNode document) {
        JsonNode data = document.path("data");
        String type = expect.path("resultType").asText();
        if (!data.path("resultType").asText().equals(type)) {
            return Optional.of("not a " + type + " answer: " + Json.brief(document));
        }
        ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
        data.path("result").forEach(series -> metrics.add(series.path("metric")));
        return DocumentComparison.lists(expected, metrics);
    }

    private static Optional<String> queryResult(String kind, JsonNode expect, JsonNode expected, JsonNode document) {
        JsonNode data = document.path("data");
        if (!isSuccess(document) || !data.isObject()) {
            return Optional.of("not a successful query response: " + Json.brief(document));
        }
        if (!data.path("resultType").asText().equals(kind)) {
            return Optional.of("resultType: expected " + kind + ", got " + data.path("resultType"));
        }
        JsonNode result = data.path("result");
        return switch (kind) {
            case "streams" ->
                flags(expect.path("encodingFlags"), data.path("encodingFlags"))
                        .or(() -> StreamsComparison.compare(expected, result));
            case "matrix" -> SamplesComparison.matrix(expected, result);
            case "vector" ->
                SamplesComparison.vector(
                        expected, result, expect.path("ordered").asBoolean());
            // The time of a recorded scalar is odd and is not compared.
            default ->
                result.has(1) && Numbers.equal(expected.get(1), result.get(1))
                        ? Optional.empty()
                        : Optional.of("scalar: expected " + expected.get(1) + ", got " + Json.brief(result));
        };
    }

    private static Optional<String> flags(JsonNode expected, JsonNode actual) {
        return Json.sortedTexts(expected).equals(Json.sortedTexts(actual))
                ? Optional.empty()
                : Optional.of("encodingFlags: expected " + orNone(expected) + ", got " + orNone(actual));
    }

    private static String orNone(JsonNode flags) {
        return flags instanceof MissingNode ? "none" : flags.toString();
    }
}
