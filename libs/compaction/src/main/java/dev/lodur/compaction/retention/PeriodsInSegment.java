package dev.lodur.compaction.retention;

import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The streams of a segment by the period that they are kept for, which its index tells without reading a row. */
record PeriodsInSegment(List<Part> parts) {
    /**
     * All streams that have one period.
     *
     * @param rule one that says so
     * @param maxTimestampNanos the latest time of their rows
     */
    record Part(RetentionRule rule, long maxTimestampNanos, long rows, long lineBytes) {
        private Part with(long otherMaxNanos, long moreRows, long moreLineBytes) {
            return new Part(
                    rule, Math.max(maxTimestampNanos, otherMaxNanos), rows + moreRows, lineBytes + moreLineBytes);
        }
    }

    PeriodsInSegment {
        parts = List.copyOf(parts);
    }

    /** The shortest period first. */
    static PeriodsInSegment of(SegmentIndex index, RetentionRules rules) {
        Map<Long, Part> byPeriod = new TreeMap<>();
        RunTable runs = index.runs();
        for (int stream = 0; stream < index.streamCount(); stream++) {
            RetentionRule rule = rules.ruleOf(index.labels(stream));
            Part part = byPeriod.computeIfAbsent(rule.periodNanos(), period -> new Part(rule, Long.MIN_VALUE, 0, 0));
            for (int run = index.firstRunOfStream(stream); run < index.firstRunOfStream(stream + 1); run++) {
                part = part.with(runs.maxNanos()[run], runs.rows()[run], runs.lineBytes()[run]);
            }
            byPeriod.put(rule.periodNanos(), part);
        }
        return new PeriodsInSegment(new ArrayList<>(byPeriod.values()));
    }
}
