package dev.lodur.querier;

import dev.lodur.engine.Buckets;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogqlParser;
import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import dev.lodur.lokiapi.read.SeriesQuery;
import dev.lodur.lokiapi.read.StatsQuery;
import dev.lodur.lokiapi.read.TimeBounds;
import dev.lodur.model.Labels;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Answers what is asked about streams rather than lines, from indexes and the heads' streams. Thread-safe; calls block. */
public final class MetadataService {
    private final Querier querier;
    private final QueryRunner runner;
    private final TenantLimits.Source limits;
    private final Clock clock;

    MetadataService(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        this.querier = querier;
        this.runner = runner;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * How much a selector has in a range.
     *
     * @param chunks streams, since a stream's rows are one chunk of whatever segment they are in
     */
    record Stats(long streams, long chunks, long bytes, long entries) {}

    /** All label names, sorted. */
    List<String> labelNames(Asker asker, LabelsQuery query) {
        Set<String> names = new TreeSet<>();
        for (StreamSummary stream : streams(asker, query)) {
            for (int i = 0; i < stream.labels().size(); i++) {
                names.add(stream.labels().name(i));
            }
        }
        return List.copyOf(names);
    }

    /** All values of a label, sorted; none where no stream has it. */
    List<String> labelValues(Asker asker, String name, LabelsQuery query) {
        Set<String> values = new TreeSet<>();
        for (StreamSummary stream : streams(asker, query)) {
            String value = stream.labels().get(name);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private List<StreamSummary> streams(Asker asker, LabelsQuery query) {
        List<LabelMatcher> matchers = query.query().isEmpty() ? List.of() : selector(asker, query.query());
        return streams(asker, matchers, range(asker, query.bounds()));
    }

    /** The label sets of all streams that one of the selectors matches. */
    List<Labels> series(Asker asker, SeriesQuery query) {
        List<List<LabelMatcher>> selectors = new ArrayList<>();
        query.matches().forEach(match -> selectors.add(selector(asker, match)));
        if (selectors.isEmpty()) {
            selectors.add(List.of());
        }
        TimeRange range = range(asker, query.bounds());
        Set<Labels> series = new LinkedHashSet<>();
        for (List<LabelMatcher> matchers : selectors) {
            streams(asker, matchers, range).forEach(stream -> series.add(stream.labels()));
        }
        return List.copyOf(series);
    }

    Stats stats(Asker asker, StatsQuery query) {
        List<LabelMatcher> matchers = selector(asker, query.query());
        List<StreamSummary> streams = streams(asker, matchers, range(asker, query.bounds()));
        long bytes = 0;
        long entries = 0;
        for (StreamSummary stream : streams) {
            bytes += stream.lineBytes() + stream.metadataBytes();
            entries += stream.rows();
        }
        return new Stats(streams.size(), streams.size(), bytes, entries);
    }

    private List<LabelMatcher> selector(Asker asker, String query) {
        return asker.limits(limits).mayEmptySelector()
                ? LogqlParser.parseMatchers(query)
                : LogqlParser.parseSelector(query);
    }

    private List<StreamSummary> streams(Asker asker, List<LabelMatcher> matchers, TimeRange range) {
        return runner.run(
                        asker,
                        control -> querier.streams(
                                asker.tenants(), StreamSelector.of(matchers), Buckets.whole(range), control))
                .answer()
                .result();
    }

    private TimeRange range(Asker asker, TimeBounds bounds) {
        return new QueryLimitChecks(asker.limits(limits), clock)
                .checkBounds(bounds)
                .range();
    }
}
