package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Text;
import java.util.List;

/** Functions that cut and fill texts by characters: {@code trunc}, {@code substr}, {@code alignLeft}, {@code alignRight}. */
final class WidthFunctions {
    private WidthFunctions() {}

    static List<Function> functions() {
        return List.of(
                Function.of("trunc", WidthFunctions::truncated, Kind.INT, Kind.STRING),
                Function.of("substr", WidthFunctions::part, Kind.INT, Kind.INT, Kind.STRING),
                Function.of("alignLeft", WidthFunctions::left, Kind.INT, Kind.STRING),
                Function.of("alignRight", WidthFunctions::right, Kind.INT, Kind.STRING));
    }

    private static Value truncated(Arguments arguments) {
        int count = arguments.count(0);
        String text = arguments.text(1);
        int length = GoText.characters(text);
        // Not more than the length: the sum below must not wrap around.
        if (count < 0 && count > -length) {
            return new Text(characters(text, length + count, length));
        }
        return new Text(count >= 0 ? GoText.firstCharacters(text, count) : text);
    }

    private static Value part(Arguments arguments) {
        String text = arguments.text(2);
        int length = GoText.characters(text);
        int start = Math.min(arguments.count(0), length);
        int end = Math.min(arguments.count(1), length);
        if (start < 0) {
            return new Text(end < 0 ? "" : characters(text, 0, end));
        }
        int stop = end < 0 ? length : end;
        return start > stop ? Text.EMPTY : new Text(characters(text, start, stop));
    }

    private static Value left(Arguments arguments) throws FunctionFailure {
        String text = arguments.text(1);
        int missing = missing(arguments, text);
        return new Text(missing >= 0 ? text + " ".repeat(missing) : GoText.firstCharacters(text, arguments.count(0)));
    }

    private static Value right(Arguments arguments) throws FunctionFailure {
        String text = arguments.text(1);
        int missing = missing(arguments, text);
        int length = GoText.characters(text);
        return new Text(missing >= 0 ? " ".repeat(missing) + text : characters(text, -missing, length));
    }

    /** How many characters a text is shorter than asked for, negative where it is longer; 0 for a negative count. */
    private static int missing(Arguments arguments, String text) throws FunctionFailure {
        int count = arguments.count(0);
        arguments.budget().text(Math.max(0, count));
        return count < 0 ? 0 : count - GoText.characters(text);
    }

    private static String characters(String text, int from, int to) {
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }
}
