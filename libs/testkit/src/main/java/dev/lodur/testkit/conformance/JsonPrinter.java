package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Prints JSON with a blank behind commas and colons and with everything but quotes, backslashes and control characters
 * as it is. Cases that cut a body off count the bytes of this form.
 */
final class JsonPrinter {
    private final StringBuilder out;
    private final boolean sorted;

    JsonPrinter(StringBuilder out, boolean sorted) {
        this.out = out;
        this.sorted = sorted;
    }

    void print(JsonNode node) {
        if (node.isObject()) {
            printObject(node);
        } else if (node.isArray()) {
            printArray(node);
        } else if (node.isTextual()) {
            printText(node.textValue());
        } else {
            out.append(node.asText());
        }
    }

    private void printObject(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        if (sorted) {
            Collections.sort(names);
        }
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            printText(names.get(i));
            out.append(": ");
            print(node.get(names.get(i)));
        }
        out.append('}');
    }

    private void printArray(JsonNode node) {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            print(node.get(i));
        }
        out.append(']');
    }

    private void printText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            printCharacter(text.charAt(i));
        }
        out.append('"');
    }

    private void printCharacter(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c < 0x20) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
