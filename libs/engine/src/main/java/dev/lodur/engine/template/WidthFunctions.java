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

    /** Counts bytes: a character that is cut becomes a replacement character for each byte of it that is left. */
    private static Value truncated(Arguments arguments) {
        int count = arguments.count(0);
        byte[] bytes = GoText.bytes(arguments.text(1));
        // Not more than the length: the sum below must not wrap around.
        if (count < 0 && count > -bytes.length) {
            return new Text(GoText.text(bytes, bytes.length + count, bytes.length));
        }
        return new Text(GoText.text(bytes, 0, count >= 0 ? Math.min(count, bytes.length) : bytes.length));
    }

    /** The bytes from start to before end; a start below 0 is the beginning, an end below 0 or behind the text its end. */
    private static Value part(Arguments arguments) throws FunctionFailure {
        byte[] bytes = GoText.bytes(arguments.text(2));
        int start = arguments.count(0);
        int end = arguments.count(1);
        if (start < 0 && (end < 0 || end > bytes.length)) {
            String with = end < 0 ? "" : " with length " + bytes.length;
            throw outOfRange(":" + end, with);
        }
        int from = Math.max(start, 0);
        int to = end < 0 || end > bytes.length ? bytes.length : end;
        if (from > to) {
            throw outOfRange(from + ":" + to, "");
        }
        return new Text(GoText.text(bytes, from, to));
    }

    private static FunctionFailure outOfRange(String bounds, String with) {
        return new FunctionFailure("runtime error: slice bounds out of range [" + bounds + "]" + with);
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
