package dev.lodur.standalone.nomad;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of Go's templates that the folder's templates use: values, fields of the dot, {@code with}, {@code range},
 * {@code if}, {@code else}, and trimming by dashes. Functions and values are {@link StandIns}.
 */
final class GoTemplate {
    private static final Pattern ACTION = Pattern.compile("\\{\\{(-\\s)?\\s*(.*?)\\s*(\\s-)?}}", Pattern.DOTALL);

    private sealed interface Node {
        record Text(String text) implements Node {}

        record Output(String pipeline) implements Node {}

        record Section(String keyword, String pipeline, List<Node> body, List<Node> otherwise) implements Node {}
    }

    private record Token(boolean action, String text) {}

    private final StandIns values;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private GoTemplate(StandIns values) {
        this.values = values;
    }

    /** Renders a template; what it asks for and nobody knows is an error. */
    static String render(String template, StandIns values) {
        GoTemplate go = new GoTemplate(values);
        go.split(template);
        StringBuilder out = new StringBuilder();
        go.write(go.readUntilEnd(), null, out);
        return out.toString();
    }

    private void split(String template) {
        Matcher matcher = ACTION.matcher(template);
        int from = 0;
        boolean trimmed = false;
        while (matcher.find()) {
            String text = template.substring(from, matcher.start());
            text = trimmed ? text.stripLeading() : text;
            tokens.add(new Token(false, matcher.group(1) == null ? text : text.stripTrailing()));
            tokens.add(new Token(true, matcher.group(2)));
            trimmed = matcher.group(3) != null;
            from = matcher.end();
        }
        String rest = template.substring(from);
        tokens.add(new Token(false, trimmed ? rest.stripLeading() : rest));
    }

    /** Up to the {@code end} or {@code else} that belongs here, which stays the next token. */
    private List<Node> readUntilEnd() {
        List<Node> nodes = new ArrayList<>();
        while (next < tokens.size() && !isEnd(tokens.get(next))) {
            nodes.add(node(tokens.get(next++)));
        }
        return nodes;
    }

    private static boolean isEnd(Token token) {
        return token.action() && (token.text().equals("end") || token.text().equals("else"));
    }

    private Node node(Token token) {
        if (!token.action()) {
            return new Node.Text(token.text());
        }
        String[] words = token.text().split("\\s+", 2);
        return switch (words[0]) {
            case "with", "range", "if" -> section(words[0], words[1]);
            default -> new Node.Output(token.text());
        };
    }

    private Node section(String keyword, String pipeline) {
        List<Node> body = readUntilEnd();
        List<Node> otherwise = List.of();
        if (tokens.get(next++).text().equals("else")) {
            otherwise = readUntilEnd();
            next++;
        }
        return new Node.Section(keyword, pipeline, body, otherwise);
    }

    private void write(List<Node> nodes, @Nullable Object dot, StringBuilder out) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Text text -> out.append(text.text());
                case Node.Output output -> {
                    Object value = values.evaluate(output.pipeline(), dot);
                    out.append(value == null ? "<no value>" : value);
                }
                case Node.Section section -> write(section, dot, out);
            }
        }
    }

    private void write(Node.Section section, @Nullable Object dot, StringBuilder out) {
        Object value = values.evaluate(section.pipeline(), dot);
        if (isEmpty(value)) {
            write(section.otherwise(), dot, out);
        } else if (section.keyword().equals("range")) {
            ((List<?>) value).forEach(each -> write(section.body(), each, out));
        } else {
            write(section.body(), section.keyword().equals("with") ? value : dot, out);
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value.equals("")
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }
}
