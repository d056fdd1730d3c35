package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Text;
import java.util.List;
import java.util.function.IntPredicate;

/** Functions that cut off the ends of texts. Those in capitals have the text first. */
final class TrimFunctions {
    private static final Kind S = Kind.STRING;

    private TrimFunctions() {}

    /** Cuts something off a text. */
    private interface Trim {
        String of(String text, String cut);
    }

    static List<Function> functions() {
        return List.of(
                textFirst("Trim", (text, cut) -> trimmed(text, inSet(cut), true, true)),
                textFirst("TrimLeft", (text, cut) -> trimmed(text, inSet(cut), true, false)),
                textFirst("TrimRight", (text, cut) -> trimmed(text, inSet(cut), false, true)),
                textFirst("TrimPrefix", TrimFunctions::withoutPrefix),
                textFirst("TrimSuffix", TrimFunctions::withoutSuffix),
                textLast("trimAll", (text, cut) -> trimmed(text, inSet(cut), true, true)),
                textLast("trimPrefix", TrimFunctions::withoutPrefix),
                textLast("trimSuffix", TrimFunctions::withoutSuffix),
                ofSpace("TrimSpace"),
                ofSpace("trim"));
    }

    private static Function textFirst(String name, Trim trim) {
        return Function.of(name, arguments -> new Text(trim.of(arguments.text(0), arguments.text(1))), S, S);
    }

    private static Function textLast(String name, Trim trim) {
        return Function.of(name, arguments -> new Text(trim.of(arguments.text(1), arguments.text(0))), S, S);
    }

    private static Function ofSpace(String name) {
        return Function.of(name, arguments -> new Text(trimmed(arguments.text(0), GoChars::isSpace, true, true)), S);
    }

    private static IntPredicate inSet(String characters) {
        return c -> characters.indexOf(c) >= 0;
    }

    private static String trimmed(String text, IntPredicate cut, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && cut.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && cut.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
