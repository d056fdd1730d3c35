package dev.lodur.querier;

import dev.lodur.engine.Buckets;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.fields.DetectedLabels;
import dev.lodur.engine.fields.FieldDetector;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.lokiapi.read.DetectedField;
import dev.lodur.lokiapi.read.DetectedFieldsQuery;
import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import dev.lodur.lokiapi.read.TimeBounds;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.TenantLimits;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Tells what fields lines have and what labels streams can be chosen by. Thread-safe; calls block. */
public final class DetectionService {
    private final Querier querier;
    private final QueryRunner runner;
    private final TenantLimits.Source limits;
    private final Clock clock;

    DetectionService(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        this.querier = querier;
        this.runner = runner;
        this.limits = limits;
        this.clock = clock;
    }

    List<DetectedField> fields(Asker asker, DetectedFieldsQuery query) {
        return detect(asker, query, FieldDetector.ofFields()).fields(query.fieldLimit()).stream()
                .map(field -> new DetectedField(
                        field.label(), field.type().text(), field.cardinality(), field.parsers(), field.jsonPath()))
                .toList();
    }

    List<String> values(Asker asker, String field, DetectedFieldsQuery query) {
        return detect(asker, query, FieldDetector.ofValues(field, query.fieldLimit()))
                .values();
    }

    /** Looks at the newest lines of the query. */
    private FieldDetector detect(Asker asker, DetectedFieldsQuery query, FieldDetector detector) {
        if (!(LogqlParser.parseExecutable(query.query()) instanceof LogExpr log)) {
            throw new LodurException(
                    ErrorCode.INVALID_QUERY,
                    "fields are looked for in log lines, got a metric query: " + query.query());
        }
        QueryLimits own = asker.limits(limits);
        QueryLimitChecks checks = new QueryLimitChecks(own, clock);
        TimeBounds bounds = checks.checkBounds(query.bounds());
        QueryLimitRules.check(checks, log);
        int entriesMax = own.maxEntriesLimitPerQuery();
        int lines = entriesMax > 0 ? Math.min(query.lineLimit(), entriesMax) : query.lineLimit();
        LogQuery newest = new LogQuery(LogQueryPlan.compile(log), bounds.range(), Direction.BACKWARD, lines, 0, true);
        runner.run(asker, control -> querier.logs(asker.tenants(), newest, control))
                .answer()
                .result()
                .streams()
                .forEach(detector::add);
        return detector;
    }

    Map<String, Long> labels(Asker asker, LabelsQuery query) {
        List<LabelMatcher> matchers = query.query().isEmpty() ? List.of() : LogqlParser.parseSelector(query.query());
        TimeBounds bounds = new QueryLimitChecks(asker.limits(limits), clock).checkBounds(query.bounds());
        List<StreamSummary> streams = runner.run(
                        asker,
                        control -> querier.streams(
                                asker.tenants(), StreamSelector.of(matchers), Buckets.whole(bounds.range()), control))
                .answer()
                .result();
        return DetectedLabels.of(streams);
    }
}
