package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request of a case, with macros expanded, and what is expected of the answer.
 *
 * @param method the HTTP method
 * @param path from the server's root
 * @param params the parameters of the URL
 * @param form the parameters of the body; used where {@code hasForm}
 * @param hasForm whether the body is a form, perhaps an empty one
 * @param headers in the order of the file
 * @param body how the body is made, or a missing node
 * @param expect what the answer must be like
 * @param writes whether later steps may have to wait for what this one wrote
 */
public record Step(
        String method,
        String path,
        List<Parameter> params,
        List<Parameter> form,
        boolean hasForm,
        Map<String, String> headers,
        JsonNode body,
        JsonNode expect,
        boolean writes) {
    /** One name with one of its values. */
    public record Parameter(String name, String value) {}

    static Step of(JsonNode node) {
        return new Step(
                node.path("method").asText("GET"),
                node.get("path").asText(),
                parameters(node.path("params")),
                parameters(node.path("form")),
                node.hasNonNull("form"),
                headers(node.path("headers")),
                node.hasNonNull("body") ? node.get("body") : MissingNode.getInstance(),
                Macros.expand(node.path("expect")),
                node.path("writes").asBoolean());
    }

    private static List<Parameter> parameters(JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        node.properties().forEach(entry -> {
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> parameters.add(parameter(entry.getKey(), value)));
            } else {
                parameters.add(parameter(entry.getKey(), entry.getValue()));
            }
        });
        return List.copyOf(parameters);
    }

    private static Parameter parameter(String name, JsonNode value) {
        return new Parameter(name, Macros.expand(value.asText()));
    }

    private static Map<String, String> headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> headers.put(
                        entry.getKey(), Macros.expand(entry.getValue().asText())));
        return headers;
    }

    /** The path with its encoded parameters. */
    String target() {
        return params.isEmpty() ? path : path + "?" + encoded(params);
    }

    static String encoded(List<Parameter> parameters) {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : parameters) {
            text.append(text.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** The first value of a parameter, of the form before the URL's; empty where it is absent. */
    String parameter(String name) {
        for (List<Parameter> parameters : List.of(form, params)) {
            for (Parameter parameter : parameters) {
                if (parameter.name().equals(name)) {
                    return parameter.value();
                }
            }
        }
        return "";
    }
}
