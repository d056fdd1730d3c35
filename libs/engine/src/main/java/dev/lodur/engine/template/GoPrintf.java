package dev.lodur.engine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprintf}; one use. What does not fit is not an error but shown in the text, as {@code %!d(string=x)}. */
final class GoPrintf {
    /** Widths and precisions up to this are heeded, as in Go. */
    private static final int MAX_NUMBER = 1_000_000;

    private final String format;
    private final List<Value> arguments;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int argument;
    private boolean reordered;
    private boolean goodIndex;

    private GoPrintf(String format, List<Value> arguments, Budget budget) {
        this.format = format;
        this.arguments = arguments;
        this.budget = budget;
    }

    static String format(String format, List<Value> arguments, Budget budget) throws FunctionFailure {
        return new GoPrintf(format, arguments, budget).run();
    }

    private String run() throws FunctionFailure {
        int percent = format.indexOf('%');
        while (percent >= 0) {
            out.append(format, at, percent);
            at = percent + 1;
            directive();
            budget.text(out.length());
            percent = format.indexOf('%', at);
        }
        out.append(format, at, format.length());
        if (!reordered && argument < arguments.size()) {
            appendExtra();
        }
        return out.toString();
    }

    private void directive() throws FunctionFailure {
        PrintFlags flags = new PrintFlags();
        goodIndex = true;
        while (at < format.length() && flags.set(format.charAt(at))) {
            at++;
        }
        boolean indexed = argumentNumber();
        width(flags, indexed);
        precision(flags);
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        budget.text(Math.max(flags.width(), flags.precision()));
        print(verb, flags);
    }

    private void print(int verb, PrintFlags flags) throws FunctionFailure {
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (argument >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            new VerbPrinter(out, flags.forVerb(verb)).print(arguments.get(argument++), verb);
        }
    }

    private void width(PrintFlags flags, boolean indexed) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer number = numberArgument();
            if (number == null) {
                out.append("%!(BADWIDTH)");
            } else {
                flags.width(number);
            }
            return;
        }
        int start = at;
        int number = number();
        if (at > start) {
            flags.width(number);
            // An index must stand right before the verb, hence not before a number.
            goodIndex &= !indexed;
        }
    }

    private void precision(PrintFlags flags) {
        if (at >= format.length() || format.charAt(at) != '.') {
            argumentNumber();
            return;
        }
        at++;
        boolean indexed = argumentNumber();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer number = numberArgument();
            if (number == null) {
                out.append("%!(BADPREC)");
            } else if (number >= 0) {
                flags.precision(number);
            }
        } else {
            goodIndex &= !indexed || at >= format.length() || !isDigit(format.charAt(at));
            flags.precision(number());
        }
        argumentNumber();
    }

    private @Nullable Integer numberArgument() {
        boolean whole = argument < arguments.size() && arguments.get(argument) instanceof Value.Whole;
        Integer number =
                whole && arguments.get(argument) instanceof Value.Whole value && Math.abs(value.number()) <= MAX_NUMBER
                        ? (int) value.number()
                        : null;
        argument++;
        return number;
    }

    private int number() {
        int number = 0;
        while (at < format.length() && isDigit(format.charAt(at))) {
            number = Math.min(number * 10 + format.charAt(at++) - '0', MAX_NUMBER);
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads {@code [n]}, which says which argument comes next. */
    private boolean argumentNumber() {
        if (at >= format.length() || format.charAt(at) != '[') {
            return false;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0) {
            goodIndex = false;
            at++;
            return false;
        }
        at++;
        int index = number() - 1;
        boolean good = at == close && index >= 0 && index < arguments.size();
        at = close + 1;
        goodIndex &= good;
        argument = good ? index : argument;
        return good;
    }

    private void appendExtra() {
        out.append("%!(EXTRA ");
        String separator = "";
        for (Value value : arguments.subList(argument, arguments.size())) {
            out.append(separator);
            if (!(value instanceof Value.Nil)) {
                out.append(value.typeName()).append('=');
            }
            GoPrinter.append(out, value);
            separator = ", ";
        }
        out.append(')');
    }
}
