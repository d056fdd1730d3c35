package dev.lodur.engine.template;

import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log line for templates to read. */
record TestLine(SequencedMap<String, String> fields, String line, long timestampNanos) implements TemplateData {
    static final TestLine EMPTY = new TestLine(new TreeMap<>(), "", 0);

    /** A line with labels, given as names and values in turn. */
    static TestLine of(String... labels) {
        SequencedMap<String, String> fields = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            fields.put(labels[i], labels[i + 1]);
        }
        return new TestLine(fields, "", 0);
    }

    TestLine withLine(String text, long nanos) {
        return new TestLine(fields, text, nanos);
    }

    @Override
    public @Nullable String field(String name) {
        return fields.get(name);
    }

    /** What the template makes of this line, or what it says where it fails. */
    String format(String template) {
        StringBuilder out = new StringBuilder();
        try {
            Template.parse("line", template).execute(this, out);
            return out.toString();
        } catch (TemplateException e) {
            return e.text();
        }
    }
}
