package dev.lodur.engine.drain;

import dev.lodur.model.Labels;
import java.util.List;

/** The patterns of one stream, in no particular order; one may be there several times. */
public record StreamPatterns(Labels labels, List<MinedPattern> patterns) {
    public StreamPatterns {
        patterns = List.copyOf(patterns);
    }

    /** All lines of all patterns. */
    public long total() {
        return patterns.stream().mapToLong(MinedPattern::total).sum();
    }
}
