package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints one argument of {@code printf} by its verb; one directive. */
final class VerbPrinter {
    private final StringBuilder out;
    private final PrintFlags flags;

    VerbPrinter(StringBuilder out, PrintFlags flags) {
        this.out = out;
        this.flags = flags;
    }

    void print(Value value, int verb) {
        if (verb == 'T') {
            pad(value.typeName());
            return;
        }
        switch (value) {
            case Value.Nil nil -> nil(verb);
            case Value.Text(String text) -> text(text, value, verb);
            case Value.Truth(boolean holds) -> truth(holds, value, verb);
            case Value.Whole whole -> whole(whole, verb);
            case Value.Real(double number) -> real(number, value, verb);
            case Value.Moment moment -> text(GoTime.text(moment.time()), value, verb);
            case Value.Listing(List<Value> items) -> items(items, value, verb);
            case Value.Mapping mapping -> mapping(mapping.entries(), value, verb);
            case Value.Labels labels -> labels(labels, verb);
        }
    }

    private void nil(int verb) {
        if (verb == 'v') {
            pad("<nil>");
        } else {
            out.append("%!").appendCodePoint(verb).append("(<nil>)");
        }
    }

    private void truth(boolean holds, Value value, int verb) {
        if (verb == 't' || verb == 'v') {
            pad(String.valueOf(holds));
        } else {
            bad(value, verb);
        }
    }

    private void text(String text, Value value, int verb) {
        switch (verb) {
            case 'v' -> pad(flags.goSyntax() ? GoQuote.quote(text) : cut(text));
            case 's' -> pad(cut(text));
            case 'x' -> pad(HexText.of(text, flags));
            case 'X' -> pad(HexText.of(text, flags).toUpperCase(Locale.ROOT));
            case 'q' -> pad(quoted(cut(text)));
            default -> bad(value, verb);
        }
    }

    private String cut(String text) {
        return flags.hasPrecision() ? GoText.firstCharacters(text, flags.precision()) : text;
    }

    private String quoted(String text) {
        boolean raw = flags.sharp() && text.chars().allMatch(c -> c != '`' && (c >= ' ' || c == '\t') && c != 0x7f);
        if (raw) {
            return "`" + text + "`";
        }
        return flags.plus() ? AsciiQuote.quote(text) : GoQuote.quote(text);
    }

    private void whole(Value.Whole whole, int verb) {
        boolean named = whole.type().compareTo(WholeType.DURATION) >= 0;
        if (named && "vsxXq".indexOf(verb) >= 0) {
            text(GoPrinter.text(whole), whole, verb);
        } else if (!new WholePrinter(out, flags).print(whole.number(), verb)) {
            bad(whole, verb);
        }
    }

    private void real(double number, Value value, int verb) {
        if (!new RealPrinter(out, flags).print(number, verb)) {
            bad(value, verb);
        }
    }

    private void items(List<Value> items, Value value, int verb) {
        out.append(flags.goSyntax() ? value.typeName() + "{" : "[");
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            element(item, verb);
            separator = flags.goSyntax() ? ", " : " ";
        }
        out.append(flags.goSyntax() ? '}' : ']');
    }

    private void mapping(Map<String, Value> entries, Value value, int verb) {
        out.append(flags.goSyntax() ? value.typeName() + "{" : "map[");
        String separator = "";
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            out.append(separator);
            print(new Value.Text(entry.getKey()), verb);
            out.append(':');
            element(entry.getValue(), verb);
            separator = flags.goSyntax() ? ", " : " ";
        }
        out.append(flags.goSyntax() ? '}' : ']');
    }

    private void labels(Value.Labels labels, int verb) {
        Map<String, Value> entries = new LinkedHashMap<>();
        labels.data().fields().forEach((name, text) -> entries.put(name, new Value.Text(text)));
        mapping(entries, labels, verb);
    }

    /** What stands inside of another value, where a nil is printed whatever the verb. */
    private void element(Value value, int verb) {
        if (value instanceof Value.Nil) {
            out.append(flags.goSyntax() ? "interface {}(nil)" : "<nil>");
        } else {
            print(value, verb);
        }
    }

    private void bad(Value value, int verb) {
        out.append("%!")
                .appendCodePoint(verb)
                .append('(')
                .append(value.typeName())
                .append('=');
        print(value, 'v');
        out.append(')');
    }

    private void pad(String text) {
        Padding.append(out, text, flags);
    }
}
