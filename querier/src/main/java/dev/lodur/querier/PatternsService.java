package dev.lodur.querier;

import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.StreamSelector;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogqlParser;
import dev.lodur.lokiapi.read.PatternSeries;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import java.time.Clock;
import java.util.List;

/** Answers which patterns lines have, from what the ingesters have mined lately. Thread-safe; calls block. */
public final class PatternsService {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final boolean enabled;
    private final IngesterCalls ingesters;
    private final QueryRunner runner;
    private final TenantLimits.Source limits;
    private final Clock clock;

    /**
     * @param enabled whether ingesters mine patterns
     */
    PatternsService(
            boolean enabled, IngesterCalls ingesters, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        this.enabled = enabled;
        this.ingesters = ingesters;
        this.runner = runner;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * The patterns of the lines that a selector matches, those with most lines first. The query may have no stages, as in
     * Loki; a step below ten seconds is one of ten.
     */
    List<PatternSeries> patterns(Asker asker, RangeQuery query) {
        List<LabelMatcher> matchers = LogqlParser.parseSelector(query.query());
        if (!enabled) {
            throw new LodurException(
                    ErrorCode.NOT_FOUND, "not found: patterns are switched off, set pattern_ingester.enabled");
        }
        TimeRange range = new QueryLimitChecks(limits.of(asker.tenant()).query(), clock)
                .checkBounds(query.bounds())
                .range();
        int stepSeconds =
                Math.clamp(query.stepNanos() / NANOS_PER_SECOND, PatternsRequest.STEP_SECONDS_MIN, Integer.MAX_VALUE);
        PatternsRequest request =
                new PatternsRequest(asker.tenant(), StreamSelector.of(matchers).toString(), range, stepSeconds);
        return runner.run(asker, control -> ask(request)).answer().result();
    }

    private Querier.Answer<List<PatternSeries>> ask(PatternsRequest request) {
        IngesterCalls.Replies<PatternsReply> replies =
                ingesters.ask(request.range(), ingester -> ingester.patterns(request));
        if (replies.replies().isEmpty() && !replies.warnings().isEmpty()) {
            throw new LodurException(
                    ErrorCode.UNAVAILABLE,
                    "patterns come from ingesters alone: " + String.join("; ", replies.warnings()));
        }
        PatternSums sums = new PatternSums(request.stepSeconds());
        sums.addAll(replies.replies());
        return new Querier.Answer<>(sums.series(), replies.warnings());
    }
}
