package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code @@REPEAT(x,5000)@@} in any string stands for 5000 times {@code x}: it keeps long lines out of the files. */
final class Macros {
    private static final Pattern REPEAT = Pattern.compile("@@REPEAT\\((.*?),(\\d+)\\)@@", Pattern.DOTALL);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Macros() {}

    static String expand(String text) {
        return REPEAT.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
    }

    static JsonNode expand(JsonNode node) {
        if (node.isTextual()) {
            return NODES.textNode(expand(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> array.add(expand(element)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(entry -> object.set(expand(entry.getKey()), expand(entry.getValue())));
            return object;
        }
        return node;
    }
}
