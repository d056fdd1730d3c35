package dev.lodur.engine.reference;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.lodur.engine.reference.PlainJson.Broken;
import dev.lodur.engine.reference.PlainJson.Kind;
import dev.lodur.engine.reference.PlainJson.Value;
import dev.lodur.logql.LinePattern;
import dev.lodur.logql.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stages that take labels out of lines. */
final class PlainParsers {
    private static final String JSON_ERROR = "JSONParserErr";

    private PlainParsers() {}

    static void apply(Stage.Parser parser, PlainRow row) {
        switch (parser) {
            case Stage.Json(List<Stage.Extraction> extractions) -> {
                if (extractions.isEmpty()) {
                    json(row);
                } else {
                    PlainJsonPaths.apply(extractions, row);
                }
            }
            case Stage.Logfmt logfmt -> PlainLogfmt.apply(logfmt, row);
            case Stage.Regexp(String regexp) -> regexp(regexp, row);
            case Stage.Pattern(LinePattern pattern) -> pattern(pattern, row);
            case Stage.Unpack unpack -> unpack(row);
        }
    }

    private static void json(PlainRow row) {
        if (row.wanted.nothing()) {
            return;
        }
        try {
            PlainJson.walk(row.line(), (key, value) -> property(PlainJson.labelName(key), value, row));
        } catch (Broken e) {
            row.failToParse(JSON_ERROR, e.text());
        }
    }

    private static boolean property(String name, Value value, PlainRow row) throws Broken {
        if (value.kind() == Kind.TEXT) {
            row.extract(name, value.meaning());
        } else if (value.kind() == Kind.WORD) {
            row.extract(name, value.text());
        } else if (value.kind() == Kind.OBJECT
                && row.wanted.wantsInside(name)
                && !PlainJson.walk(
                        value.text(), (key, inner) -> property(PlainJson.labelName(name, key), inner, row))) {
            return false;
        }
        return !row.allExtracted();
    }

    private static void unpack(PlainRow row) {
        if (row.wanted.nothing() || row.line().isEmpty()) {
            return;
        }
        if (!row.line().startsWith("{")) {
            row.failToParse(JSON_ERROR, "expecting json object(6), but it is not");
            return;
        }
        Map<String, String> entries = new LinkedHashMap<>();
        List<Map.Entry<String, String>> labels = new ArrayList<>();
        try {
            PlainJson.walk(row.line(), (key, value) -> {
                if (value.kind() == Kind.TEXT && key.equals("_entry")) {
                    entries.put(key, value.meaning());
                } else if (value.kind() == Kind.TEXT) {
                    labels.add(Map.entry(PlainJson.labelName(key), value.meaning()));
                }
                return true;
            });
        } catch (Broken e) {
            row.failToParse(JSON_ERROR, e.text());
            return;
        }
        for (String line : entries.values()) {
            row.setLine(line);
            labels.forEach(label -> row.extract(label.getKey(), label.getValue()));
        }
    }

    private static void regexp(String regexp, PlainRow row) {
        Matcher matcher = Pattern.compile(regexp).matcher(row.line());
        if (!matcher.find()) {
            return;
        }
        Map<Integer, String> names = new TreeMap<>();
        matcher.pattern().namedGroups().forEach((name, number) -> names.put(number, name));
        names.forEach((number, name) -> {
            String text = matcher.group(number);
            row.extract(name, text == null ? "" : text);
        });
    }

    private static void pattern(LinePattern pattern, PlainRow row) {
        String line = row.line();
        if (row.wanted.nothing() || line.isEmpty()) {
            return;
        }
        int at = 0;
        List<LinePattern.Part> parts = pattern.parts();
        if (parts.getFirst() instanceof LinePattern.Literal(String text)) {
            if (!line.startsWith(text)) {
                return;
            }
            at = text.length();
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof LinePattern.Capture capture)) {
                continue;
            }
            boolean last = i + 1 == parts.size();
            String behind = last ? "" : ((LinePattern.Literal) parts.get(i + 1)).text();
            int end = last ? -1 : line.indexOf(behind, at);
            if (capture.isNamed() && row.wanted.wants(capture.name())) {
                extractAnyName(capture.name(), line.substring(at, end < 0 ? line.length() : end), row);
            }
            if (end < 0) {
                return;
            }
            at = end + behind.length();
        }
    }

    /** A label whose plain name is wanted is made also where it gets another. */
    private static void extractAnyName(String name, String value, PlainRow row) {
        row.extractUnlessDone(row.nameFor(name), value);
    }
}
