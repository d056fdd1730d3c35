package dev.lodur.engine.template;

import dev.lodur.model.GoDuration;
import java.util.List;
import java.util.Map;

/** Values as Go's {@code fmt.Print} writes them. */
final class GoPrinter {
    private GoPrinter() {}

    static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    static void append(StringBuilder out, Value value) {
        switch (value) {
            case Value.Text(String text) -> out.append(text);
            case Value.Whole whole -> appendWhole(out, whole);
            case Value.Real(double number) -> out.append(GoFloatText.text(number));
            case Value.Truth(boolean holds) -> out.append(holds);
            case Value.Moment moment -> out.append(GoTime.text(moment.time()));
            case Value.Nil nil -> out.append("<nil>");
            case Value.Listing(List<Value> items) -> appendItems(out, items);
            case Value.Mapping mapping -> appendMapping(out, mapping.entries());
            case Value.Labels labels -> appendLabels(out, labels.data().fields());
        }
    }

    private static void appendWhole(StringBuilder out, Value.Whole whole) {
        switch (whole.type()) {
            case INT, INT64, UINT8 -> out.append(whole.number());
            case DURATION -> out.append(GoDuration.format(whole.number()));
            case MONTH -> out.append(GoTimeNames.month(whole.number()));
            case WEEKDAY -> out.append(GoTimeNames.weekday(whole.number()));
        }
    }

    private static void appendItems(StringBuilder out, List<Value> items) {
        out.append('[');
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            append(out, item);
            separator = " ";
        }
        out.append(']');
    }

    private static void appendMapping(StringBuilder out, Map<String, Value> entries) {
        out.append("map[");
        String separator = "";
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            out.append(separator).append(entry.getKey()).append(':');
            append(out, entry.getValue());
            separator = " ";
        }
        out.append(']');
    }

    private static void appendLabels(StringBuilder out, Map<String, String> labels) {
        out.append("map[");
        String separator = "";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            out.append(separator).append(label.getKey()).append(':').append(label.getValue());
            separator = " ";
        }
        out.append(']');
    }

    /** The values as {@code fmt.Sprint} joins them: with a space between two of which neither is a text. */
    static String joined(List<Value> values) {
        StringBuilder out = new StringBuilder();
        boolean textBefore = true;
        for (Value value : values) {
            boolean text = value instanceof Value.Text;
            if (!text && !textBefore) {
                out.append(' ');
            }
            append(out, value);
            textBefore = text;
        }
        return out.toString();
    }

    /** The values as {@code fmt.Sprintln} joins them: each with a space between, and a line break. */
    static String line(List<Value> values) {
        StringBuilder out = new StringBuilder();
        String separator = "";
        for (Value value : values) {
            out.append(separator);
            append(out, value);
            separator = " ";
        }
        return out.append('\n').toString();
    }
}
