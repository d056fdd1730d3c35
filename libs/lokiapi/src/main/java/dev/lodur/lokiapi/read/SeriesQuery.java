package dev.lodur.lokiapi.read;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code series} asks for.
 *
 * @param matches stream selectors, not parsed yet, each once; none means all streams
 * @param bounds perhaps with the end before the start, which {@link QueryLimitChecks#moveIntoLookback} refuses
 */
public record SeriesQuery(List<String> matches, TimeBounds bounds) {
    private static final Set<String> EVERYTHING = Set.of("{}");

    public SeriesQuery {
        matches = List.copyOf(matches);
    }

    public static SeriesQuery parse(Parameters parameters, Clock clock) {
        TimeBounds bounds = TimeBounds.parse(parameters, clock);
        Set<String> matches = new LinkedHashSet<>(parameters.all("match"));
        matches.addAll(parameters.all("match[]"));
        return new SeriesQuery(matches.equals(EVERYTHING) ? List.of() : new ArrayList<>(matches), bounds);
    }
}
