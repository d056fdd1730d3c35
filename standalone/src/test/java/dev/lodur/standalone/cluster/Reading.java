package dev.lodur.standalone.cluster;

import dev.lodur.standalone.Queries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a read of everything brought.
 *
 * @param lines each line that was found
 * @param doubled those found more than once
 * @param unknown texts that nobody pushed
 * @param warnings what the answers warned of
 */
record Reading(Set<NumberedLine> lines, Set<NumberedLine> doubled, List<String> unknown, Set<String> warnings) {
    private static final int SHOWN_MAX = 10;

    static Reading of(Queries.Answer answer) {
        Map<NumberedLine, Integer> times = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Queries.Found found : answer.lines()) {
            Optional<NumberedLine> line = NumberedLine.of(found.line());
            line.ifPresentOrElse(known -> times.merge(known, 1, Integer::sum), () -> unknown.add(found.line()));
        }
        Set<NumberedLine> doubled = new HashSet<>(times.keySet());
        doubled.removeIf(line -> times.get(line) == 1);
        return new Reading(times.keySet(), doubled, unknown, answer.warnings());
    }

    Set<NumberedLine> missing(Set<NumberedLine> expected) {
        Set<NumberedLine> missing = new HashSet<>(expected);
        missing.removeAll(lines);
        return missing;
    }

    /** A few of many, for messages. */
    static String brief(Set<NumberedLine> lines) {
        Set<String> texts = new TreeSet<>();
        lines.stream().limit(SHOWN_MAX).forEach(line -> texts.add(line.stream() + "/" + line.number()));
        return lines.size() + " " + texts;
    }
}
