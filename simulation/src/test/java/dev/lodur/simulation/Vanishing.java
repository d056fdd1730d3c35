package dev.lodur.simulation;

import dev.lodur.querier.Querier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are expired: those of a segment are all there or all gone, and what is gone never comes back.
 */
final class Vanishing {
    private static final Pattern SEGMENT = Pattern.compile("of segment (\\w+):");

    private final @Nullable Question question;
    private Set<String> left = Set.of();
    private boolean begun;

    private Vanishing(@Nullable Question question) {
        this.question = question;
    }

    static Vanishing nothing() {
        return new Vanishing(null);
    }

    /** @param question asks for lines that say which segment they are of */
    static Vanishing of(Question question) {
        return new Vanishing(question);
    }

    void look(Querier querier) {
        if (question == null) {
            return;
        }
        List<String> lines = question.of(querier);
        Set<String> now = new HashSet<>(lines);
        if (begun && !left.containsAll(now)) {
            throw new AssertionError("what was gone is back: " + now + " after " + left);
        }
        Set<String> segments = segments(now);
        Set<String> whole =
                left.stream().filter(line -> segments.contains(segment(line))).collect(Collectors.toSet());
        if (begun && !now.equals(whole)) {
            throw new AssertionError("parts of segments are left: " + now + " of " + whole);
        }
        begun = true;
        left = now;
    }

    /** Whether nothing is left of it. */
    boolean isOver() {
        return left.isEmpty();
    }

    private static Set<String> segments(Set<String> lines) {
        return lines.stream().map(Vanishing::segment).collect(Collectors.toSet());
    }

    private static String segment(String line) {
        Matcher matcher = SEGMENT.matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("a line of no segment: " + line);
        }
        return matcher.group(1);
    }
}
