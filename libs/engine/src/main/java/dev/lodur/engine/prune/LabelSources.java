package dev.lodur.engine.prune;

import dev.lodur.engine.row.LabelNames;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.segment.filter.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where rows can have a label's value from at one place of a pipeline, beside the labels of their stream: the structured
 * metadata, or a part of the line that a parser has made a label. Not thread-safe.
 */
final class LabelSources {
    /** Names that the engine itself gives values to begin so. */
    private static final String OWN_PREFIX = "__";

    private static final char REPLACEMENT = '\ufffd';

    private final Set<String> written = new HashSet<>();
    /** Values that stand in the line between quotes or separators, or in other words where it has a backslash. */
    private boolean enclosed;
    /** Values that are any part of the line. */
    private boolean contained;
    /** Values of a line that a stage has rewritten. */
    private boolean elsewhere;

    /** Takes note of a parser that reads the line as it is stored, pairs or properties of it. */
    void addEnclosed() {
        enclosed = true;
    }

    /** Takes note of a parser that reads the line as it is stored and cuts anywhere. */
    void addContained() {
        contained = true;
    }

    /** Takes note of a parser that reads another line than the one that is stored. */
    void addElsewhere() {
        elsewhere = true;
    }

    /** Takes note of a label that gets a value from a stage. */
    void addWritten(String label) {
        written.add(label);
    }

    /** What rows have whose label has exactly this value, unless their streams have the label. */
    Needle equal(LabelMatcher matcher) {
        String label = matcher.name();
        String value = matcher.value();
        if (value.isEmpty()
                || elsewhere
                || written.contains(label)
                || label.startsWith(OWN_PREFIX)
                || !isPlain(value)) {
            return Needle.ANYTHING;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        List<Needle> sources = new ArrayList<>();
        sources.add(Needle.metadata(label, value));
        if (label.endsWith(LabelNames.TAKEN_SUFFIX)) {
            String key = label.substring(0, label.length() - LabelNames.TAKEN_SUFFIX.length());
            sources.add(Needle.metadata(key, value));
        }
        if (enclosed) {
            sources.add(Needle.enclosed(utf8));
            sources.add(new Needle.Rewritten());
        }
        if (contained) {
            sources.add(Needle.contained(utf8));
        }
        return Needle.anyOf(sources);
    }

    /** Whether the value's bytes are the only ones that read as it. */
    private static boolean isPlain(String value) {
        return value.indexOf(REPLACEMENT) < 0
                && new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(value);
    }
}
