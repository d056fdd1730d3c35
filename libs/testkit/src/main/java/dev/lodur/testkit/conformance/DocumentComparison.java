package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares JSON documents: exactly, as sorted lists, or by keys and types alone. */
final class DocumentComparison {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DocumentComparison() {}

    /** The whole document but for top-level statistics; numbers with a tolerance. */
    static Optional<String> exact(JsonNode expected, JsonNode actual) {
        return difference(withoutStats(expected), withoutStats(actual));
    }

    private static JsonNode withoutStats(JsonNode node) {
        return node.isObject() ? ((ObjectNode) node.deepCopy()).without("stats") : node;
    }

    /** Two lists whose order does not matter; a missing one is an empty one. */
    static Optional<String> lists(JsonNode expected, JsonNode actual) {
        List<String> want = Json.sortedTexts(expected);
        List<String> got = Json.sortedTexts(actual);
        return want.equals(got)
                ? Optional.empty()
                : Keys.difference("list", new TreeSet<>(want), new TreeSet<>(got))
                        .or(() -> Optional.of("list: expected " + want.size() + " elements, got " + got.size()));
    }

    /** Two documents with one list in them whose order does not matter. */
    static Optional<String> withSortedList(JsonNode expected, JsonNode actual, String list) {
        return difference(sorted(expected, list), sorted(actual, list));
    }

    private static JsonNode sorted(JsonNode document, String list) {
        ObjectNode copy = document.isObject() ? document.deepCopy() : NODES.objectNode();
        List<JsonNode> elements = new ArrayList<>();
        document.path(list).forEach(element -> elements.add(withSortedParsers(element)));
        elements.sort(
                Comparator.comparing((JsonNode element) -> element.path("label").asText())
                        .thenComparing(Json::canonical));
        ArrayNode array = copy.putArray(list);
        elements.forEach(array::add);
        return copy;
    }

    private static JsonNode withSortedParsers(JsonNode field) {
        if (!field.path("parsers").isArray()) {
            return field;
        }
        ObjectNode copy = field.deepCopy();
        ArrayNode parsers = copy.putArray("parsers");
        List<JsonNode> names = new ArrayList<>();
        field.get("parsers").forEach(names::add);
        names.sort(Comparator.comparing(JsonNode::asText));
        names.forEach(parsers::add);
        return copy;
    }

    /** Only keys and types: {@code {"a":"number"}}, and for a list {@code ["list of",[...]]} with each shape once. */
    static Optional<String> shape(JsonNode expected, JsonNode actual) {
        return difference(expected, shapeOf(actual));
    }

    private static JsonNode shapeOf(JsonNode node) {
        if (node.isObject()) {
            ObjectNode shape = NODES.objectNode();
            node.properties().forEach(entry -> shape.set(entry.getKey(), shapeOf(entry.getValue())));
            return shape;
        }
        if (node.isArray()) {
            return shapeOfList(node);
        }
        return NODES.textNode(
                node.isBoolean() ? "bool" : node.isNumber() ? "number" : node.isNull() ? "null" : "string");
    }

    private static JsonNode shapeOfList(JsonNode list) {
        TreeSet<String> shapes = new TreeSet<>();
        list.forEach(element -> shapes.add(Json.canonical(shapeOf(element))));
        ArrayNode each = NODES.arrayNode();
        shapes.forEach(shape -> each.add(Json.parse(shape).orElseThrow()));
        return NODES.arrayNode().add("list of").add(each);
    }

    private static Optional<String> difference(JsonNode expected, JsonNode actual) {
        return equal(expected, actual)
                ? Optional.empty()
                : Optional.of("expected: " + Json.brief(expected) + "\n  got:      " + Json.brief(actual));
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return Numbers.equal(left, right);
        }
        if (left.isObject() && right.isObject()) {
            return left.size() == right.size()
                    && left.properties().stream()
                            .allMatch(entry ->
                                    right.has(entry.getKey()) && equal(entry.getValue(), right.get(entry.getKey())));
        }
        if (left.isArray() && right.isArray()) {
            return equalElements(left, right);
        }
        return left.equals(right);
    }

    private static boolean equalElements(JsonNode left, JsonNode right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return left.size() == right.size();
    }
}
