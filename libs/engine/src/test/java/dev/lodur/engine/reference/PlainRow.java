package dev.lodur.engine.reference;

import dev.lodur.engine.template.TemplateData;
import dev.lodur.model.Labels;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An entry on its way through a pipeline. */
final class PlainRow implements TemplateData {
    static final String ERROR = "__error__";
    static final String DETAILS = "__error_details__";
    static final String PRESERVE = "__preserve_error__";

    final Wanted wanted;
    final Map<String, String> stream;
    final Map<String, String> metadata = new TreeMap<>();
    final Map<String, String> parsed = new TreeMap<>();
    private final PlainEntry entry;
    private final Set<String> extracted = new TreeSet<>();
    private String line;
    private @Nullable String error;
    private @Nullable String details;

    PlainRow(PlainEntry entry, Wanted wanted) {
        this.entry = entry;
        this.wanted = wanted;
        this.stream = new TreeMap<>(entry.stream().toMap());
        this.line = entry.line();
        entry.metadata()
                .toMap()
                .forEach((name, value) -> metadata.put(stream.containsKey(name) ? name + "_extracted" : name, value));
    }

    @Override
    public @Nullable String field(String name) {
        if (name.equals(ERROR)) {
            return error;
        }
        if (name.equals(DETAILS)) {
            return details;
        }
        String value = parsed.get(name);
        value = value == null ? metadata.get(name) : value;
        return value == null ? stream.get(name) : value;
    }

    @Override
    public SequencedMap<String, String> fields() {
        TreeMap<String, String> all = new TreeMap<>(stream);
        all.putAll(metadata);
        all.putAll(parsedAndErrors());
        return all;
    }

    Map<String, String> parsedAndErrors() {
        Map<String, String> all = new TreeMap<>(parsed);
        if (error != null) {
            all.put(ERROR, error);
        }
        if (details != null) {
            all.put(DETAILS, details);
        }
        return all;
    }

    Labels labels() {
        return Labels.of(fields());
    }

    @Override
    public String line() {
        return line;
    }

    void setLine(String text) {
        line = text;
    }

    @Override
    public long timestampNanos() {
        return entry.timestampNanos();
    }

    void set(String name, String value) {
        remove(name);
        parsed.put(name, value);
    }

    void remove(String name) {
        stream.remove(name);
        metadata.remove(name);
        parsed.remove(name);
    }

    /** The name that a parser's label gets. */
    String nameFor(String name) {
        return entry.stream().has(name) || metadata.containsKey(name) ? name + "_extracted" : name;
    }

    /** A parser has found a label, which is made unless it is unwanted or was made before. */
    void extract(String name, String value) {
        if (!name.isEmpty() && wanted.wants(nameFor(name))) {
            extractUnlessDone(nameFor(name), value);
        }
    }

    void extractUnlessDone(String name, String value) {
        if (!extracted.contains(name)) {
            extractAgain(name, value);
        }
    }

    void extractAgain(String name, String value) {
        extracted.add(name);
        set(name, value);
    }

    boolean allExtracted() {
        return !wanted.all() && !wanted.nothing() && extracted.containsAll(wanted.names());
    }

    boolean hasError() {
        return error != null;
    }

    boolean mayKeepError() {
        return "true".equals(field(PRESERVE));
    }

    void fail(String what, @Nullable String why) {
        error = what;
        details = why == null ? details : why;
    }

    void failToParse(String what, @Nullable String why) {
        fail(what, why);
        if (wanted.keepsErrors()) {
            set(PRESERVE, "true");
        }
    }

    void clearError() {
        error = null;
    }

    void clearDetails() {
        details = null;
    }
}
