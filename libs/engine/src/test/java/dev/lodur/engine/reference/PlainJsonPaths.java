package dev.lodur.engine.reference;

import dev.lodur.engine.reference.PlainJson.Broken;
import dev.lodur.engine.reference.PlainJson.Kind;
import dev.lodur.engine.reference.PlainJson.Value;
import dev.lodur.logql.JsonPath;
import dev.lodur.logql.Stage;
import java.util.ArrayList;
import java.util.List;

/** {@code | json a="b.c[0]"}: one walk over the line for all labels, which ends when the last of them is found. */
final class PlainJsonPaths {
    private record Target(String label, List<JsonPath.Step> path) {}

    private final PlainRow row;
    private final List<Target> missing = new ArrayList<>();

    private PlainJsonPaths(PlainRow row) {
        this.row = row;
    }

    static void apply(List<Stage.Extraction> extractions, PlainRow row) {
        String line = row.line();
        if (row.wanted.nothing() || line.isEmpty()) {
            return;
        }
        if ("{[\"".indexOf(line.charAt(0)) < 0) {
            row.failToParse("JSONParserErr", null);
            return;
        }
        PlainJsonPaths paths = new PlainJsonPaths(row);
        extractions.forEach(extraction -> paths.missing.add(
                new Target(extraction.label(), JsonPath.parse(extraction.path()).steps())));
        try {
            paths.descend(line, 0, List.copyOf(paths.missing));
        } catch (Broken e) {
            row.failToParse("JSONParserErr", e.text());
        }
        for (Target target : paths.missing) {
            if (row.field(target.label()) == null) {
                row.extractAgain(target.label(), "");
            }
        }
    }

    /** False where nothing is left to be found. */
    private boolean descend(String text, int depth, List<Target> open) throws Broken {
        int at = PlainJson.solid(text, 0);
        if (at < 0 || text.charAt(at) == '"') {
            return true;
        }
        if (text.charAt(at) == '[') {
            return elements(text, at + 1, depth, open);
        }
        return PlainJson.walk(text, (key, value) -> found(value, depth, new JsonPath.Property(key), open));
    }

    private boolean elements(String text, int from, int depth, List<Target> open) throws Broken {
        int at = PlainJson.solid(text, from);
        for (int index = 0; at >= 0 && text.charAt(at) != ']'; index++) {
            Value element;
            try {
                element = PlainJson.value(text, at);
            } catch (Broken e) {
                return true;
            }
            if (!found(element, depth, new JsonPath.Index(index), open)) {
                return false;
            }
            int comma = PlainJson.solid(text, element.end());
            if (comma < 0 || text.charAt(comma) != ',') {
                return true;
            }
            at = PlainJson.solid(text, comma + 1);
        }
        return true;
    }

    private boolean found(Value value, int depth, JsonPath.Step step, List<Target> open) throws Broken {
        List<Target> deeper = new ArrayList<>();
        for (Target target : open) {
            boolean here = missing.contains(target) && target.path().get(depth).equals(step);
            if (here && target.path().size() > depth + 1) {
                deeper.add(target);
            } else if (here) {
                missing.remove(target);
                row.extractAgain(row.nameFor(target.label()), text(value));
            }
        }
        boolean inside = value.kind() == Kind.OBJECT || value.kind() == Kind.ARRAY;
        if (!deeper.isEmpty() && inside && !descend(value.text(), depth + 1, deeper)) {
            return false;
        }
        return !missing.isEmpty();
    }

    private static String text(Value value) {
        return switch (value.kind()) {
            case NULL -> "";
            case OBJECT -> value.text();
            case TEXT, WORD, ARRAY -> value.meaning();
        };
    }
}
