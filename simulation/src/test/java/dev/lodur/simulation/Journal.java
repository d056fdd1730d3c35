package dev.lodur.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client that pushes numbered lines, again until they are acknowledged, knows of them. */
final class Journal {
    /**
     * A push.
     *
     * @param labels of its one stream
     * @param timesNanos of its lines
     */
    record Push(String labels, List<Long> timesNanos, List<String> lines) {
        String json() {
            StringBuilder values = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                values.append(i == 0 ? "" : ",").append("[\"%d\",\"%s\"]".formatted(timesNanos.get(i), lines.get(i)));
            }
            return "{\"streams\":[{\"stream\":" + labels + ",\"values\":[" + values + "]}]}";
        }
    }

    private final Deque<Push> waiting = new ArrayDeque<>();
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();

    void add(Push push) {
        waiting.add(push);
        sent.addAll(push.lines());
    }

    Deque<Push> waiting() {
        return waiting;
    }

    void acknowledge(Push push) {
        waiting.remove(push);
        acknowledged.addAll(push.lines());
    }

    int nextNumber() {
        return sent.size();
    }

    /**
     * Compares an answer with what was pushed.
     *
     * @param complete whether it must have every line that was acknowledged
     */
    void check(String what, List<String> lines, boolean complete) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> counts.merge(line, 1, Integer::sum));
        counts.forEach((line, count) -> {
            if (count > 1) {
                throw new Violation(what + " has '" + line + "' " + count + " times");
            }
            if (!sent.contains(line)) {
                throw new Violation(what + " has '" + line + "', which nobody sent");
            }
        });
        for (String line : acknowledged) {
            if (complete && !counts.containsKey(line)) {
                throw new Violation(what + " lacks '" + line + "', which was acknowledged, without a word");
            }
        }
    }

    /** As {@link #check} where only the number of lines is known. */
    void checkCount(double count, boolean complete) {
        if (count > sent.size() || (complete && count < acknowledged.size())) {
            throw new Violation("a count says " + count + " lines where " + sent.size() + " were sent and "
                    + acknowledged.size() + " acknowledged" + (complete ? "" : ", with warnings"));
        }
    }
}
