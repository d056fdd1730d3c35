package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server that answers the requests of some steps, in their order, with what the steps expect. */
final class RecordedServer implements AutoCloseable {
    private final HttpServer server;
    private final Iterator<Step> steps;
    private final UnaryOperator<String> alteration;

    /** @param alteration what is done to each body before it is sent */
    RecordedServer(List<Step> steps, UnaryOperator<String> alteration) {
        this.steps = steps.iterator();
        this.alteration = alteration;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        JsonNode expect = steps.next().expect();
        JsonNode status = expect.path("status");
        byte[] body = alteration.apply(body(expect)).getBytes(StandardCharsets.UTF_8);
        int code = (status.isArray() ? status.get(0) : status).asInt();
        exchange.sendResponseHeaders(code, code == 204 || body.length == 0 ? -1 : body.length);
        if (code != 204 && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String body(JsonNode expect) {
        JsonNode data = expect.path("data");
        return switch (expect.path("kind").asText()) {
            case "status" -> "";
            case "text" -> data.asText() + "\n";
            case "contains" -> String.join(" and ", strings(data));
            case "error" -> error(expect);
            case "streams", "matrix", "vector", "scalar" ->
                query(expect.path("kind").asText(), expect, data);
            case "volume_series" -> query(expect.path("resultType").asText(), expect, metrics(data));
            case "strings", "series", "parser" ->
                object().put("status", "success").set("data", data).toString();
            case "shape" -> sample(data).toString();
            default -> data.toString();
        };
    }

    private static String error(JsonNode expect) {
        String recorded = expect.path("strict_message").asText();
        return recorded.isEmpty() ? expect.path("class").asText() : recorded;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static String query(String type, JsonNode expect, JsonNode result) {
        ObjectNode data = object().put("resultType", type);
        if (expect.has("encodingFlags")) {
            data.set("encodingFlags", expect.get("encodingFlags"));
        }
        data.set("result", result);
        return object().put("status", "success").set("data", data).toString();
    }

    private static ArrayNode metrics(JsonNode labels) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        labels.forEach(metric -> result.addObject().set("metric", metric));
        return result;
    }

    /** Some document of a shape. */
    private static JsonNode sample(JsonNode shape) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (shape.isObject()) {
            ObjectNode sample = object();
            shape.properties().forEach(entry -> sample.set(entry.getKey(), sample(entry.getValue())));
            return sample;
        }
        if (shape.isArray()) {
            ArrayNode sample = nodes.arrayNode();
            shape.get(1).forEach(element -> sample.add(sample(element)));
            return sample;
        }
        return switch (shape.asText()) {
            case "number" -> nodes.numberNode(1);
            case "bool" -> nodes.booleanNode(true);
            case "null" -> nodes.nullNode();
            default -> nodes.textNode("x");
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
