package dev.lodur.engine.reference;

import dev.lodur.logql.Grouping;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.MatchType;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.SampleExpr.BinaryOperation;
import dev.lodur.logql.SampleExpr.RangeAggregation;
import dev.lodur.logql.SampleExpr.VectorAggregation;
import dev.lodur.logql.Stage;
import dev.lodur.logql.Unwrap;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.Labels;
import dev.lodur.model.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates queries over a list of entries, each of which counts once. */
public final class PlainEvaluator {
    /** An entry of the answer to a log query. */
    public record LogRow(long timestampNanos, String line, Labels stream, Labels metadata, Labels parsed) {}

    private final List<PlainEntry> entries;
    private final long splitNanos;

    /** @param splitNanos into windows of which length queries at one instant are split; 0 for none */
    public PlainEvaluator(Collection<PlainEntry> entries, long splitNanos) {
        Map<PlainEntry, PlainEntry> distinct = new LinkedHashMap<>();
        entries.forEach(entry -> distinct.putIfAbsent(entry.identity(), entry));
        this.entries = List.copyOf(distinct.values());
        this.splitNanos = splitNanos;
    }

    /** The rows of a log query, in no order. */
    public List<LogRow> rows(LogExpr query, TimeRange range) {
        List<LogRow> rows = new ArrayList<>();
        List<Stage> stages = PlainPipeline.ordered(query.stages());
        for (PlainEntry entry : entries) {
            PlainRow row = new PlainRow(entry, Wanted.ALL);
            if (range.contains(entry.timestampNanos())
                    && PlainLabelFilters.fitsAll(query.matchers(), entry)
                    && PlainPipeline.keeps(stages, row)) {
                rows.add(new LogRow(
                        entry.timestampNanos(),
                        row.line(),
                        Labels.of(row.stream),
                        Labels.of(row.metadata),
                        Labels.of(row.parsedAndErrors())));
            }
        }
        return rows;
    }

    /** The vectors of a metric query, for any instant. */
    public LongFunction<List<PlainSample>> vectors(SampleExpr query) {
        return switch (query) {
            case SampleExpr.Literal(double value) -> nanos -> List.of(new PlainSample(Labels.EMPTY, value));
            case SampleExpr.Vector(double value) -> nanos -> List.of(new PlainSample(Labels.EMPTY, value));
            case RangeAggregation aggregation -> range(aggregation);
            case VectorAggregation aggregation -> vector(aggregation);
            case BinaryOperation binary -> binary(binary);
            case SampleExpr.LabelReplace replace -> {
                LongFunction<List<PlainSample>> inner = vectors(replace.inner());
                yield nanos -> inner.apply(nanos).stream()
                        .map(one -> new PlainSample(PlainVectors.replace(replace, one.labels()), one.value()))
                        .toList();
            }
        };
    }

    private LongFunction<List<PlainSample>> binary(BinaryOperation binary) {
        LongFunction<List<PlainSample>> left = vectors(binary.left());
        LongFunction<List<PlainSample>> right = vectors(binary.right());
        PlainBinary operator = new PlainBinary(binary);
        if (binary.right() instanceof SampleExpr.Literal(double number)) {
            return nanos -> operator.applyNumber(left.apply(nanos), number, false);
        }
        if (binary.left() instanceof SampleExpr.Literal(double number)) {
            return nanos -> operator.applyNumber(right.apply(nanos), number, true);
        }
        return nanos -> operator.apply(left.apply(nanos), right.apply(nanos));
    }

    private LongFunction<List<PlainSample>> range(RangeAggregation aggregation) {
        Grouping grouping = aggregation.grouping();
        LogRange range = aggregation.range();
        if (aggregation.operation() == RangeOperation.ABSENT_OVER_TIME) {
            PlainRange lines = plain(aggregation, aggregation.operation(), range, Grouping.NONE);
            Labels labels = certain(range.log().matchers());
            return nanos -> lines.at(nanos).isEmpty() ? List.of(new PlainSample(labels, 1)) : List.of();
        }
        boolean grouped =
                grouping != null && !(grouping.without() && grouping.labels().isEmpty());
        if (aggregation.operation() == RangeOperation.AVG_OVER_TIME && (grouped || losesLabels(range))) {
            return average(aggregation, grouping == null ? new Grouping(true, List.of()) : grouping);
        }
        return plain(aggregation, aggregation.operation(), range, grouping)::at;
    }

    private PlainRange plain(
            RangeAggregation aggregation, RangeOperation operation, LogRange range, @Nullable Grouping grouping) {
        return new PlainRange(operation, aggregation.parameter().orElse(0), range, grouping, entries);
    }

    private static boolean losesLabels(LogRange range) {
        return range.log().stages().stream()
                .anyMatch(stage -> stage instanceof Stage.Drop
                        || stage instanceof Stage.Keep
                        || (stage instanceof Stage.LabelFormat format
                                && format.targets().stream().anyMatch(Stage.Rename.class::isInstance)));
    }

    /** The sum of the values through the number of lines, of those without a value too. */
    private LongFunction<List<PlainSample>> average(RangeAggregation aggregation, Grouping grouping) {
        LogRange range = aggregation.range();
        Unwrap unwrap = range.unwrap();
        List<String> labels = new ArrayList<>(grouping.labels());
        if (unwrap != null && grouping.without()) {
            labels.add(unwrap.label());
        }
        LogRange lines = new LogRange(range.log(), null, range.range(), range.offset());
        PlainRange sums = plain(aggregation, RangeOperation.SUM_OVER_TIME, range, grouping);
        PlainRange counts =
                plain(aggregation, RangeOperation.COUNT_OVER_TIME, lines, new Grouping(grouping.without(), labels));
        return nanos -> {
            Map<Labels, Double> known = new TreeMap<>();
            List<PlainSample> summed = sums.at(nanos);
            counts.at(nanos).forEach(count -> known.put(count.labels(), count.value()));
            return summed.stream()
                    .filter(sum -> known.containsKey(sum.labels()))
                    .map(sum -> new PlainSample(sum.labels(), sum.value() / known.getOrDefault(sum.labels(), 0.0)))
                    .toList();
        };
    }

    private static Labels certain(List<LabelMatcher> matchers) {
        Labels labels = Labels.EMPTY;
        Set<String> seen = new HashSet<>();
        for (LabelMatcher matcher : matchers) {
            boolean certain = matcher.type() == MatchType.EQUAL && seen.add(matcher.name());
            labels = certain ? labels.with(matcher.name(), matcher.value()) : labels.without(matcher.name());
        }
        return labels;
    }

    private LongFunction<List<PlainSample>> vector(VectorAggregation outer) {
        VectorOperation operation = outer.operation();
        long parameter = outer.parameter().orElse(0);
        if (outer.inner() instanceof RangeAggregation inner && inner.grouping() == null) {
            boolean extreme = inner.operation() == RangeOperation.MAX_OVER_TIME
                    || inner.operation() == RangeOperation.MIN_OVER_TIME;
            if (operation == VectorOperation.SUM && isAdditive(inner.operation())) {
                PlainRange range = plain(inner, inner.operation(), inner.range(), outer.grouping());
                return nanos -> PlainVectors.aggregate(operation, 0, outer.grouping(), range.at(nanos));
            }
            boolean pushed = operation == VectorOperation.MAX
                    || operation == VectorOperation.MIN
                    || operation == VectorOperation.AVG;
            boolean longer = inner.range().range().toNanos() > splitNanos;
            if (splitNanos > 0 && pushed && longer && (extreme || isAdditive(inner.operation()))) {
                return pieces(outer, inner);
            }
        }
        LongFunction<List<PlainSample>> inner = vectors(outer.inner());
        return nanos -> PlainVectors.aggregate(operation, parameter, outer.grouping(), inner.apply(nanos));
    }

    private static boolean isAdditive(RangeOperation operation) {
        return Set.of("rate", "count_over_time", "bytes_rate", "bytes_over_time", "sum_over_time")
                .contains(operation.text());
    }

    /** The aggregation of each window of the split, then their sum or extreme. */
    private LongFunction<List<PlainSample>> pieces(VectorAggregation outer, RangeAggregation inner) {
        LogRange range = inner.range();
        boolean perSecond = inner.operation() == RangeOperation.RATE || inner.operation() == RangeOperation.BYTES_RATE;
        List<PlainRange> parts = new ArrayList<>();
        Duration done = Duration.ZERO;
        while (done.compareTo(range.range()) < 0) {
            Duration left = range.range().minus(done);
            Duration length = left.toNanos() < splitNanos ? left : Duration.ofNanos(splitNanos);
            LogRange part = new LogRange(
                    range.log(), range.unwrap(), length, range.offset().plus(done));
            parts.add(plain(inner, amount(inner), part, null));
            done = done.plus(length);
        }
        VectorOperation merge = switch (inner.operation().text()) {
            case "max_over_time" -> VectorOperation.MAX;
            case "min_over_time" -> VectorOperation.MIN;
            default -> VectorOperation.SUM;
        };
        return nanos -> {
            List<PlainSample> all = new ArrayList<>();
            parts.forEach(
                    part -> all.addAll(PlainVectors.aggregate(outer.operation(), 0, outer.grouping(), part.at(nanos))));
            return PlainVectors.aggregate(merge, 0, new Grouping(true, List.of()), all).stream()
                    .map(one -> new PlainSample(
                            one.labels(),
                            perSecond ? one.value() / (range.range().toNanos() / 1e9) : one.value()))
                    .toList();
        };
    }

    private static RangeOperation amount(RangeAggregation inner) {
        return switch (inner.operation().text()) {
            case "rate" ->
                inner.range().unwrap() == null ? RangeOperation.COUNT_OVER_TIME : RangeOperation.SUM_OVER_TIME;
            case "bytes_rate" -> RangeOperation.BYTES_OVER_TIME;
            default -> inner.operation();
        };
    }
}
