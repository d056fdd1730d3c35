package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** JSON as the suite needs it: parsed strictly, and printed in one form for equal values. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int SHORT_CHARACTERS = 240;

    private Json() {}

    /** The document, or empty where the text is none. */
    static Optional<JsonNode> parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The same text for values that are equal but for the order of an object's members. */
    static String canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        new JsonPrinter(text, true).print(node);
        return text.toString();
    }

    /** The text of a request's body: members in their order, a blank behind each comma and colon. */
    static String spaced(JsonNode node) {
        StringBuilder text = new StringBuilder();
        new JsonPrinter(text, false).print(node);
        return text.toString();
    }

    /** The elements of an array in the order of their canonical texts. */
    static List<String> sortedTexts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(canonical(element)));
        Collections.sort(texts);
        return texts;
    }

    /** A text for a person, cut where it is long. */
    static String brief(Object value) {
        String text = value instanceof JsonNode node ? canonical(node) : String.valueOf(value);
        return text.length() <= SHORT_CHARACTERS
                ? text
                : text.substring(0, SHORT_CHARACTERS) + "… (" + text.length() + " characters)";
    }
}
