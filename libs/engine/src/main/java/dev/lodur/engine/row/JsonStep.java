package dev.lodur.engine.row;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code | json}: every property of the line's object becomes a label, those of nested objects with the names on the way
 * joined by underscores. Arrays and {@code null} make none.
 */
public final class JsonStep implements RowStep {
    /** Deeper than any line that is meant to be read; it bounds the stack. */
    private static final int DEPTH_MAX = 200;

    /** Takes the properties of the object at one depth. */
    private final class Level implements JsonObjectReader.Visitor {
        private final int depth;
        private KeyTable.Key parent = keys.root();

        Level(int depth) {
            this.depth = depth;
        }

        @Override
        public boolean property(Row row, byte[] bytes, byte[] key, int keyFrom, int keyTo, JsonValue value) {
            return JsonStep.this.property(row, keys.find(parent, key, keyFrom, keyTo), bytes, value, depth);
        }
    }

    private final ParserHints hints;
    private final KeyTable keys;
    private final List<Level> levels = new ArrayList<>();
    private final JsonObjectReader reader = new JsonObjectReader();
    private final ValueText text = new ValueText();
    private @Nullable String failure;

    public JsonStep(ParserHints hints) {
        this.hints = hints;
        this.keys = new KeyTable(hints);
    }

    /** The keys that lead to a label in the lines read so far. */
    List<String> pathOf(String label) {
        return keys.pathOf(label);
    }

    @Override
    public boolean apply(Row row) {
        if (hints.wantsNothing()) {
            return true;
        }
        failure = null;
        if (!object(row, keys.root(), row.line(), row.lineFrom(), row.lineTo(), 0) && failure != null) {
            row.failToParse(JsonErrors.CODE, failure);
        }
        return true;
    }

    /** Reads an object; false where reading ends, with a failure or because all that is wanted was found. */
    private boolean object(Row row, KeyTable.Key parent, byte[] bytes, int from, int to, int depth) {
        if (depth == DEPTH_MAX) {
            failure = JsonErrors.DEPTH;
            return false;
        }
        if (depth == levels.size()) {
            levels.add(new Level(depth));
        }
        Level level = levels.get(depth);
        level.parent = parent;
        boolean whole = reader.walk(row, bytes, from, to, level);
        if (!whole && failure == null) {
            failure = reader.failure();
        }
        return whole;
    }

    private boolean property(Row row, KeyTable.Key key, byte[] bytes, JsonValue value, int depth) {
        switch (value.kind()) {
            case STRING -> {
                text.unescape(row, bytes, value.from(), value.to());
                row.extract(key, text.bytes(), text.from(), text.to());
            }
            case PLAIN -> row.extract(key, bytes, value.from(), value.to());
            case OBJECT -> {
                if (key.isPrefixWanted() && !object(row, key, bytes, value.from(), value.to(), depth + 1)) {
                    return false;
                }
            }
            case ARRAY, NULL -> {}
        }
        return !row.isAllExtracted();
    }
}
