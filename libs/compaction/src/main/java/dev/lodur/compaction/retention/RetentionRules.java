package dev.lodur.compaction.retention;

import dev.lodur.engine.StreamSelector;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.segment.LabelSummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How long the lines of a tenant's streams are kept. Of the rules for streams that match, the one with the highest priority
 * counts, of equal ones the shortest period; where none matches, the tenant's period does. Immutable and thread-safe.
 */
public final class RetentionRules {
    private record StreamRule(StreamSelector selector, RetentionRule rule) {}

    private final RetentionLimits limits;
    private final RetentionRule tenantRule;
    /** The one that counts first. */
    private final List<StreamRule> streamRules = new ArrayList<>();

    private final RetentionRule shortest;
    private final RetentionRule longest;
    private final String fingerprint;

    private RetentionRules(RetentionLimits limits) {
        this.limits = limits;
        boolean forEver = !limits.enabled() || !limits.period().isPositive();
        long periodNanos = forEver ? RetentionRule.FOR_EVER : nanos(limits.period());
        tenantRule = new RetentionRule(periodNanos, "limits_config.retention_period", false);
        CRC32C hash = new CRC32C();
        if (limits.enabled()) {
            limits.streams().stream()
                    .sorted(Comparator.comparingInt(StreamPeriod::priority)
                            .reversed()
                            .thenComparing(StreamPeriod::period))
                    .forEach(stream -> add(stream, hash));
        }
        fingerprint = Long.toHexString(hash.getValue());
        List<RetentionRule> all = new ArrayList<>(List.of(tenantRule));
        streamRules.forEach(stream -> all.add(stream.rule()));
        all.sort(Comparator.comparingLong(RetentionRule::periodNanos));
        shortest = all.getFirst();
        longest = all.getLast();
    }

    private void add(StreamPeriod stream, CRC32C hash) {
        StreamSelector selector = StreamSelector.of(LogqlParser.parseSelector(stream.selector()));
        hash.update((selector + " " + stream.period() + "\n").getBytes(StandardCharsets.UTF_8));
        String source = "limits_config.retention_stream " + selector;
        streamRules.add(new StreamRule(selector, new RetentionRule(nanos(stream.period()), source, true)));
    }

    /** A period that does not fit 64 bits is for ever. */
    private static long nanos(Duration period) {
        return period.toSeconds() >= RetentionRule.FOR_EVER / 1_000_000_000L
                ? RetentionRule.FOR_EVER
                : period.toNanos();
    }

    /**
     * The rules that limits say; where retention is not enabled, everything is kept for ever.
     *
     * @throws LodurException where a selector is none, which the configuration has checked before
     */
    public static RetentionRules of(RetentionLimits limits) {
        return new RetentionRules(limits);
    }

    /** What the rules were made of. */
    public RetentionLimits limits() {
        return limits;
    }

    /** The rule that counts for a stream. */
    public RetentionRule ruleOf(Labels stream) {
        for (StreamRule streamRule : streamRules) {
            if (streamRule.selector().matches(stream)) {
                return streamRule.rule();
            }
        }
        return tenantRule;
    }

    /**
     * The name of what a stream is kept together with, for {@code CatalogEntry.retentionClass}; empty for the tenant's own
     * period. Streams with the same name expire at the same age, so that a segment of them goes as a whole. The name says
     * which rules it was made under: under other rules it tells nothing.
     */
    public String classOf(Labels stream) {
        return classOf(ruleOf(stream));
    }

    private String classOf(RetentionRule rule) {
        return rule.periodNanos() == tenantRule.periodNanos()
                ? ""
                : PrometheusDuration.format(rule.periodNanos()) + "-" + fingerprint;
    }

    /** The rule with the shortest period: what is younger is kept, whatever it is. */
    public RetentionRule shortest() {
        return shortest;
    }

    /** The rule with the longest period: what is older goes, whatever it is. */
    public RetentionRule longest() {
        return longest;
    }

    /** Whether anything expires at all. */
    public boolean expireAnything() {
        return shortest.periodNanos() != RetentionRule.FOR_EVER;
    }

    /**
     * The rules that may count for the streams of a segment; never without one that counts.
     *
     * @param retentionClass as {@link #classOf} said when the segment was made, perhaps under other rules
     * @param summary of the segment's labels, null where nobody knows
     */
    List<RetentionRule> candidates(String retentionClass, @Nullable LabelSummary summary) {
        List<RetentionRule> ofClass = streamRules.stream()
                .map(StreamRule::rule)
                .filter(rule -> !retentionClass.isEmpty() && classOf(rule).equals(retentionClass))
                .toList();
        if (!ofClass.isEmpty()) {
            return ofClass;
        }
        List<RetentionRule> candidates = new ArrayList<>(List.of(tenantRule));
        for (StreamRule streamRule : streamRules) {
            if (summary == null || streamRule.selector().mayMatch(summary)) {
                candidates.add(streamRule.rule());
            }
        }
        return candidates;
    }
}
