package dev.lodur.compaction.retention;

import dev.lodur.compaction.retention.RetentionAction.Drop;
import dev.lodur.compaction.retention.RetentionAction.Keep;
import dev.lodur.compaction.retention.RetentionAction.Rewrite;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.segment.LabelSummary;
import dev.lodur.store.CatalogEntry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides at one moment what becomes of segments by their age: from the catalog where that tells enough, otherwise from
 * the segment's index.
 */
final class EntryJudge {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RetentionRules rules;
    private final SegmentIndexes indexes;
    private final Duration ageMin;
    private final long nowNanos;

    EntryJudge(RetentionRules rules, SegmentIndexes indexes, Duration ageMin, long nowNanos) {
        this.rules = rules;
        this.indexes = indexes;
        this.ageMin = ageMin;
        this.nowNanos = nowNanos;
    }

    /** Whether a segment was committed long enough ago to be touched, so that readers do not lose sight of it. */
    static boolean isSettled(CatalogEntry entry, Duration ageMin, long nowMillis) {
        return nowMillis - entry.commitTimeMillis() >= ageMin.toMillis();
    }

    RetentionAction judge(CatalogEntry entry) {
        if (!isSettled(entry, ageMin, nowNanos / NANOS_PER_MILLI)) {
            return new Keep(entry, nowNanos);
        }
        if (isKept(entry.minTimestampNanos(), rules.shortest())) {
            return new Keep(entry, expiryNanos(entry.minTimestampNanos(), rules.shortest()));
        }
        if (isExpired(entry.maxTimestampNanos(), rules.longest())) {
            return new Drop(entry, reason(rules.longest()));
        }
        List<RetentionRule> candidates = rules.candidates(entry.retentionClass(), summary(entry));
        if (candidates.stream().allMatch(rule -> isKept(entry.minTimestampNanos(), rule))) {
            return new Keep(entry, firstExpiryNanos(entry.minTimestampNanos(), candidates));
        }
        RetentionRule first = candidates.getFirst();
        if (candidates.stream().allMatch(rule -> rule.periodNanos() == first.periodNanos())) {
            return isExpired(entry.maxTimestampNanos(), first)
                    ? new Drop(entry, reason(first))
                    : new Keep(entry, expiryNanos(entry.maxTimestampNanos(), first));
        }
        return judge(entry, PeriodsInSegment.of(indexes.of(entry), rules));
    }

    private RetentionAction judge(CatalogEntry entry, PeriodsInSegment periods) {
        List<PeriodsInSegment.Part> expired = periods.parts().stream()
                .filter(part -> isExpired(part.maxTimestampNanos(), part.rule()))
                .toList();
        if (expired.isEmpty()) {
            long untilNanos = periods.parts().stream()
                    .mapToLong(part -> expiryNanos(part.maxTimestampNanos(), part.rule()))
                    .min()
                    .orElse(Long.MAX_VALUE);
            return new Keep(entry, untilNanos);
        }
        RetentionReason reason = reason(expired.getFirst().rule());
        if (expired.size() == periods.parts().size()) {
            return new Drop(entry, reason);
        }
        return new Rewrite(
                entry,
                new ExpiredRows(rules, nowNanos),
                reason,
                expired.stream().mapToLong(PeriodsInSegment.Part::rows).sum(),
                expired.stream().mapToLong(PeriodsInSegment.Part::lineBytes).sum());
    }

    private boolean isKept(long timestampNanos, RetentionRule rule) {
        return !isExpired(timestampNanos, rule);
    }

    private boolean isExpired(long timestampNanos, RetentionRule rule) {
        return timestampNanos < rule.oldestNanos(nowNanos);
    }

    /** The first moment at which a time is expired. */
    private static long expiryNanos(long timestampNanos, RetentionRule rule) {
        long sum = timestampNanos + rule.periodNanos();
        return rule.periodNanos() == RetentionRule.FOR_EVER || sum < timestampNanos || sum == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : sum + 1;
    }

    private static long firstExpiryNanos(long timestampNanos, List<RetentionRule> candidates) {
        return candidates.stream()
                .mapToLong(rule -> expiryNanos(timestampNanos, rule))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static @Nullable LabelSummary summary(CatalogEntry entry) {
        return entry.labelSummary().length == 0 ? null : LabelSummary.decode(entry.labelSummary());
    }

    static RetentionReason reason(RetentionRule rule) {
        return new RetentionReason(
                rule.ofStreams() ? RetentionReason.Kind.STREAM : RetentionReason.Kind.PERIOD,
                "older than " + PrometheusDuration.format(rule.periodNanos()) + " (" + rule.source() + ")");
    }
}
