package dev.lodur.engine.template;

import com.google.re2j.Matcher;
import dev.lodur.engine.template.Value.Text;
import dev.lodur.engine.template.Value.Whole;
import java.util.List;

/** Functions with regular expressions in RE2's syntax: {@code regexReplaceAll}, its literal form, {@code count}. */
final class RegexFunctions {
    private static final Kind S = Kind.STRING;

    private RegexFunctions() {}

    static List<Function> functions() {
        return List.of(
                function("regexReplaceAll", arguments -> replace(arguments, true), S, S, S),
                function("regexReplaceAllLiteral", arguments -> replace(arguments, false), S, S, S),
                function("count", RegexFunctions::count, S, S));
    }

    private static Function function(String name, Function.Body body, Kind... parameters) {
        return Function.of(
                name,
                arguments -> {
                    try {
                        return body.call(arguments);
                    } catch (StackOverflowError e) {
                        // Only re2j recurses here, and it touches nothing of ours.
                        throw new FunctionFailure(RegexCache.TOO_DEEP);
                    }
                },
                parameters);
    }

    private static Value count(Arguments arguments) throws FunctionFailure {
        String text = arguments.text(1);
        Matcher matcher = arguments.regexes().matcher(arguments.text(0), text);
        RegexMatches matches = new RegexMatches(matcher, text);
        int count = 0;
        while (matches.next()) {
            count++;
        }
        return Whole.of(count);
    }

    private static Value replace(Arguments arguments, boolean expands) throws FunctionFailure {
        String text = arguments.text(1);
        Matcher matcher = arguments.regexes().matcher(arguments.text(0), text);
        RegexMatches matches = new RegexMatches(matcher, text);
        RegexTemplate replacement =
                expands ? RegexTemplate.parse(arguments.text(2)) : RegexTemplate.literal(arguments.text(2));
        StringBuilder out = new StringBuilder();
        int copied = 0;
        while (matches.next()) {
            out.append(text, copied, matcher.start());
            replacement.append(out, matcher);
            arguments.budget().text(out.length());
            copied = matcher.end();
        }
        return new Text(out.append(text, copied, text.length()).toString());
    }
}
