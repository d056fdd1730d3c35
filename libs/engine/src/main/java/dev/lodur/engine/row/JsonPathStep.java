package dev.lodur.engine.row;

import dev.lodur.logql.JsonPath;
import dev.lodur.logql.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code | json a="b.c[0]"}: labels out of certain places of the line's JSON. An object or array gives its text; a place
 * that is not there or {@code null} gives the empty value.
 */
public final class JsonPathStep implements RowStep {
    /** Labels that one step makes; sets of them are the bits of a number. */
    public static final int TARGETS_MAX = 64;

    private static final byte[] NOTHING = new byte[0];

    /** One label: its name, and on the way to its value names (with an index of -1) and indexes. */
    private record Target(String label, String takenLabel, byte[][] names, int[] indexes) {
        static Target of(Stage.Extraction extraction) {
            List<JsonPath.Step> steps = JsonPath.parse(extraction.path()).steps();
            byte[][] names = new byte[steps.size()][];
            int[] indexes = new int[steps.size()];
            for (int i = 0; i < indexes.length; i++) {
                switch (steps.get(i)) {
                    case JsonPath.Property(String name) -> {
                        names[i] = name.getBytes(StandardCharsets.UTF_8);
                        indexes[i] = -1;
                    }
                    case JsonPath.Index(int index) -> {
                        names[i] = NOTHING;
                        indexes[i] = index;
                    }
                }
            }
            String label = extraction.label();
            return new Target(label, label + LabelNames.TAKEN_SUFFIX, names, indexes);
        }
    }

    /** Looks at the object or array at one depth for the next steps of the targets that are {@code open}. */
    private final class Level implements JsonObjectReader.Visitor {
        private final int depth;
        private final JsonValue element = new JsonValue();
        private long open;

        Level(int depth) {
            this.depth = depth;
        }

        @Override
        public boolean property(Row row, byte[] bytes, byte[] key, int keyFrom, int keyTo, JsonValue value) {
            long matching = named(key, keyFrom, keyTo, depth, open);
            return matching == 0 || found(row, bytes, value, depth, matching);
        }
    }

    private final ParserHints hints;
    private final Target[] targets;
    private final Level[] levels;
    private final JsonObjectReader reader = new JsonObjectReader();
    private final ValueText text = new ValueText();
    private long missing;

    private JsonPathStep(ParserHints hints, List<Stage.Extraction> extractions) {
        this.hints = hints;
        this.targets = extractions.stream().map(Target::of).toArray(Target[]::new);
        int depthMax = Arrays.stream(targets)
                .mapToInt(target -> target.indexes().length)
                .max()
                .orElse(0);
        this.levels = IntStream.range(0, depthMax).mapToObj(Level::new).toArray(Level[]::new);
    }

    /** The steps for any number of labels. */
    public static List<RowStep> of(ParserHints hints, List<Stage.Extraction> extractions) {
        List<RowStep> steps = new ArrayList<>();
        for (int from = 0; from < extractions.size(); from += TARGETS_MAX) {
            int to = Math.min(from + TARGETS_MAX, extractions.size());
            steps.add(new JsonPathStep(hints, extractions.subList(from, to)));
        }
        return steps;
    }

    @Override
    public boolean apply(Row row) {
        byte[] line = row.line();
        int from = row.lineFrom();
        int to = row.lineTo();
        if (hints.wantsNothing() || from == to) {
            return true;
        }
        if (line[from] != '{' && line[from] != '[' && line[from] != '"') {
            row.failToParse(JsonErrors.CODE, null);
            return true;
        }
        missing = -1L >>> (TARGETS_MAX - targets.length);
        descend(row, line, from, to, 0, missing);
        for (long left = missing; left != 0; left &= left - 1) {
            String label = targets[Long.numberOfTrailingZeros(left)].label();
            if (!row.find(label)) {
                row.setExtracted(label, NOTHING, 0, 0);
            }
        }
        return true;
    }

    /** Looks for the next steps of some targets in an object or array; false where the search is over. */
    private boolean descend(Row row, byte[] bytes, int from, int to, int depth, long open) {
        int at = JsonText.next(bytes, from, to);
        if (at < 0 || bytes[at] == '"') {
            return true;
        }
        Level level = levels[depth];
        level.open = open;
        if (bytes[at] == '[') {
            return array(row, bytes, at, to, level);
        }
        boolean whole = reader.walk(row, bytes, at, to, level);
        String failure = reader.failure();
        if (!whole && failure != null && missing != 0) {
            row.failToParse(JsonErrors.CODE, failure);
        }
        return whole;
    }

    private long named(byte[] key, int keyFrom, int keyTo, int depth, long open) {
        long matching = 0;
        for (long left = open & missing; left != 0; left &= left - 1) {
            int target = Long.numberOfTrailingZeros(left);
            if (targets[target].indexes()[depth] < 0
                    && JsonText.is(key, keyFrom, keyTo, targets[target].names()[depth])) {
                matching |= 1L << target;
            }
        }
        return matching;
    }

    private boolean array(Row row, byte[] bytes, int from, int to, Level level) {
        JsonValue element = level.element;
        int at = from + 1;
        for (int index = 0; ; index++) {
            int next = JsonText.next(bytes, at, to);
            if (next < 0 || bytes[next] == ']' || element.read(bytes, next, to) != null) {
                return true;
            }
            long matching = indexed(index, level.depth, level.open);
            if (matching != 0 && !found(row, bytes, element, level.depth, matching)) {
                return false;
            }
            int comma = JsonText.next(bytes, element.end(), to);
            if (comma < 0 || bytes[comma] != ',') {
                return true;
            }
            at = comma + 1;
        }
    }

    private long indexed(int index, int depth, long open) {
        long matching = 0;
        for (long left = open & missing; left != 0; left &= left - 1) {
            int target = Long.numberOfTrailingZeros(left);
            if (targets[target].indexes()[depth] == index) {
                matching |= 1L << target;
            }
        }
        return matching;
    }

    /** Takes the value for the targets that end here and goes on inside it for the others; false where all are found. */
    private boolean found(Row row, byte[] bytes, JsonValue value, int depth, long matching) {
        int from = value.from();
        int to = value.to();
        JsonValue.Kind kind = value.kind();
        long deeper = 0;
        for (long left = matching; left != 0; left &= left - 1) {
            int target = Long.numberOfTrailingZeros(left);
            if (targets[target].indexes().length == depth + 1) {
                take(row, target, kind, bytes, from, to);
            } else {
                deeper |= 1L << target;
            }
        }
        boolean inside = kind == JsonValue.Kind.OBJECT || kind == JsonValue.Kind.ARRAY;
        if (deeper != 0 && inside && !descend(row, bytes, from, to, depth + 1, deeper)) {
            return false;
        }
        return missing != 0;
    }

    private void take(Row row, int target, JsonValue.Kind kind, byte[] bytes, int from, int to) {
        switch (kind) {
            case NULL -> text.set(NOTHING, 0, 0);
            case OBJECT -> text.set(bytes, from, to);
            case STRING, PLAIN, ARRAY -> text.unescape(row, bytes, from, to);
        }
        Target label = targets[target];
        row.setExtracted(
                row.isTaken(label.label()) ? label.takenLabel() : label.label(), text.bytes(), text.from(), text.to());
        missing &= ~(1L << target);
    }
}
