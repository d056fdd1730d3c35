package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Text;
import dev.lodur.engine.template.Value.Truth;
import java.util.List;

/** Functions on texts: case, search and replacement, repetition. Those in capitals have the text first. */
final class TextFunctions {
    private static final Kind S = Kind.STRING;

    private TextFunctions() {}

    static List<Function> functions() {
        return List.of(
                Function.of("ToLower", arguments -> new Text(GoCase.lower(arguments.text(0))), S),
                Function.of("lower", arguments -> new Text(GoCase.lower(arguments.text(0))), S),
                Function.of("ToUpper", arguments -> new Text(GoCase.upper(arguments.text(0))), S),
                Function.of("upper", arguments -> new Text(GoCase.upper(arguments.text(0))), S),
                Function.of("title", arguments -> new Text(GoCase.title(arguments.text(0))), S),
                Function.of("contains", arguments -> Truth.of(arguments.text(1).contains(arguments.text(0))), S, S),
                Function.of("hasPrefix", arguments -> Truth.of(arguments.text(1).startsWith(arguments.text(0))), S, S),
                Function.of("hasSuffix", arguments -> Truth.of(arguments.text(1).endsWith(arguments.text(0))), S, S),
                Function.of("Replace", TextFunctions::replaceSome, S, S, S, Kind.INT),
                Function.of("replace", TextFunctions::replaceAll, S, S, S),
                Function.of("repeat", TextFunctions::repeat, Kind.INT, S),
                Function.of("indent", arguments -> new Text(indented(arguments)), Kind.INT, S),
                Function.of("nindent", arguments -> new Text("\n" + indented(arguments)), Kind.INT, S),
                Function.of("__line__", arguments -> new Text(arguments.data().line())));
    }

    private static Value replaceSome(Arguments arguments) throws FunctionFailure {
        return new Text(replace(
                arguments.text(0), arguments.text(1), arguments.text(2), arguments.whole(3), arguments.budget()));
    }

    private static Value replaceAll(Arguments arguments) throws FunctionFailure {
        return new Text(replace(arguments.text(2), arguments.text(0), arguments.text(1), -1, arguments.budget()));
    }

    /** Replaces the first so many occurrences, all where the limit is negative; nothing is between all characters. */
    private static String replace(String text, String old, String with, long limit, Budget budget)
            throws FunctionFailure {
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        int at = text.indexOf(old);
        for (long count = 0; at >= 0 && count != limit; count++) {
            out.append(text, copied, at).append(with);
            budget.text(out.length());
            copied = at + old.length();
            if (old.isEmpty() && at == text.length()) {
                break;
            }
            at = old.isEmpty() ? text.offsetByCodePoints(at, 1) : text.indexOf(old, copied);
        }
        return out.append(text, copied, text.length()).toString();
    }

    private static Value repeat(Arguments arguments) throws FunctionFailure {
        long count = arguments.whole(0);
        String text = arguments.text(1);
        if (count < 0) {
            throw new FunctionFailure("strings: negative Repeat count");
        }
        if (text.isEmpty()) {
            return Text.EMPTY;
        }
        arguments.budget().text(Math.min(count, Budget.MAX_TEXT_LENGTH + 1L) * text.length());
        return new Text(text.repeat((int) count));
    }

    private static String indented(Arguments arguments) throws FunctionFailure {
        long spaces = arguments.whole(0);
        if (spaces < 0) {
            throw new FunctionFailure("strings: negative Repeat count");
        }
        String text = arguments.text(1);
        long lines = 1 + text.chars().filter(c -> c == '\n').count();
        arguments.budget().text(Math.min(spaces, Budget.MAX_TEXT_LENGTH + 1L) * lines + text.length());
        String pad = " ".repeat((int) spaces);
        return pad + text.replace("\n", "\n" + pad);
    }
}
