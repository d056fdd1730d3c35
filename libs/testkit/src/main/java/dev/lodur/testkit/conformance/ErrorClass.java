package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kind of error a text tells of. The texts may differ in words, not in kind. */
final class ErrorClass {
    private record Rule(String name, Pattern pattern) {
        Rule(String name, String pattern) {
            this(name, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("parse error", "^parse error\\b"),
            new Rule("no tenant", "no org id"),
            new Rule(
                    "limit",
                    "max entries limit|maximum of series|exceeds the limit|exceeded maximum resolution"
                            + "|maximum number of series|query time range exceeds|max_query|too many"),
            new Rule("pipeline error", "pipeline error"),
            new Rule("instant log query", "not supported as an instant query"),
            new Rule("not found", "404 page not found|^not found"));

    private ErrorClass() {}

    static String of(String body) {
        String text = message(body.strip());
        for (Rule rule : RULES) {
            if (rule.pattern().matcher(text).find()) {
                return rule.name();
            }
        }
        return "other";
    }

    /** The message of an error wrapped in JSON, or the text itself. */
    private static String message(String text) {
        Optional<JsonNode> document = Json.parse(text);
        if (document.isEmpty() || !document.get().isObject()) {
            return text;
        }
        for (String field : List.of("error", "message")) {
            String message = document.get().path(field).asText();
            if (!message.isEmpty()) {
                return message;
            }
        }
        return text;
    }
}
