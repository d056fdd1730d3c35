package dev.lodur.engine.fields;

import dev.lodur.engine.LogQueryResult.ResultEntry;
import dev.lodur.engine.LogQueryResult.ResultStream;
import dev.lodur.engine.row.LabelNames;
import dev.lodur.engine.row.LineFields;
import dev.lodur.engine.row.Row;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of the lines that a query with categorised labels has answered: structured metadata, what the query's
 * own parsers have found, and what JSON or logfmt find in the line. Used by one thread.
 */
public final class FieldDetector {
    /** What is known of one field. A field is of the kind that most of its values are of. */
    private static final class Found {
        private final Cardinality cardinality = new Cardinality();
        private final Set<String> parsers = new TreeSet<>();
        private final Map<FieldType, Integer> types = new EnumMap<>(FieldType.class);
        private List<String> jsonPath = List.of();

        void add(String value) {
            if (cardinality.add(value)) {
                types.merge(FieldType.of(value), 1, Integer::sum);
            }
        }

        FieldType type() {
            FieldType most = FieldType.STRING;
            for (Map.Entry<FieldType, Integer> type : types.entrySet()) {
                if (type.getValue() > types.getOrDefault(most, 0)) {
                    most = type.getKey();
                }
            }
            return most;
        }
    }

    private final @Nullable String field;
    private final int valuesMax;
    private final Set<String> values = new LinkedHashSet<>();
    private final LineFields lines = new LineFields();
    private final Map<String, Found> fields = new LinkedHashMap<>();

    private FieldDetector(@Nullable String field, int valuesMax) {
        this.field = field;
        this.valuesMax = valuesMax;
    }

    /** A detector of all fields. */
    public static FieldDetector ofFields() {
        return new FieldDetector(null, 0);
    }

    /** A detector that keeps the first so many values of one field too. */
    public static FieldDetector ofValues(String field, int valuesMax) {
        return new FieldDetector(field, valuesMax);
    }

    /** Looks at the entries of a stream. */
    public void add(ResultStream stream) {
        for (ResultEntry entry : stream.entries()) {
            add(stream.labels(), entry);
        }
    }

    private void add(Labels stream, ResultEntry entry) {
        Labels metadata = entry.structuredMetadata();
        for (int i = 0; i < metadata.size(); i++) {
            add(metadata.name(i), metadata.value(i));
        }
        Labels inLine = lines.read(stream, entry.line());
        addParsed(inLine);
        Labels parsed = entry.parsed();
        for (int i = 0; i < parsed.size(); i++) {
            String name = parsed.name(i);
            if (!isError(name) && !inLine.has(name) && !isMetadata(metadata, name, inLine)) {
                add(name, parsed.value(i));
            }
        }
    }

    private void addParsed(Labels inLine) {
        String parser = lines.parser().name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < inLine.size(); i++) {
            String name = inLine.name(i);
            if (isError(name)) {
                continue;
            }
            Found found = add(name, inLine.value(i));
            found.parsers.add(parser);
            if (lines.parser() == LineFields.Parser.JSON && found.jsonPath.isEmpty()) {
                found.jsonPath = lines.jsonPath(name);
            }
        }
    }

    /** Whether a name that a parser of the query has given only says that metadata has the name of the field too. */
    private static boolean isMetadata(Labels metadata, String name, Labels inLine) {
        int suffix = name.lastIndexOf(LabelNames.TAKEN_SUFFIX);
        return suffix > 0 && metadata.has(name.substring(0, suffix)) && inLine.has(name.substring(0, suffix));
    }

    private static boolean isError(String name) {
        return name.equals(Row.ERROR) || name.equals(Row.ERROR_DETAILS);
    }

    private Found add(String name, String value) {
        Found found = fields.computeIfAbsent(name, key -> new Found());
        found.add(value);
        if (name.equals(field) && values.size() < valuesMax) {
            values.add(value);
        }
        return found;
    }

    /** The fields found so far, in the order in which they were met. */
    public List<Field> fields(int limit) {
        List<Field> result = new ArrayList<>();
        fields.forEach((label, found) -> {
            if (result.size() < limit) {
                result.add(new Field(
                        label, found.type(), found.cardinality.estimate(), List.copyOf(found.parsers), found.jsonPath));
            }
        });
        return result;
    }

    /** The values kept, in the order in which they were met. */
    public List<String> values() {
        return List.copyOf(values);
    }
}
