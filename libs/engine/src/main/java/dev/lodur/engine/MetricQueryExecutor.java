package dev.lodur.engine;

import dev.lodur.engine.MetricResult.Series;
import dev.lodur.logql.BinaryOperator;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs metric queries at one instant or at many. Thread-safe. */
public final class MetricQueryExecutor {
    /** A vector, or a scalar as the one series of it. */
    private record Value(boolean scalar, List<Series> series) {}

    private record Evaluation(
            Tenant tenant, Steps steps, SourceOpener sources, QueryControl control, QueryStatistics statistics) {}

    private final CountExecutor counts;

    public MetricQueryExecutor(CountExecutor counts) {
        this.counts = counts;
    }

    /** Evaluates a plan at all steps; the calling thread waits, so let it be a virtual one. */
    public MetricResult execute(
            Tenant tenant, MetricPlan plan, Steps steps, SourceOpener sources, QueryControl control) {
        QueryStatistics statistics = new QueryStatistics();
        Value value = evaluate(new Evaluation(tenant, steps, sources, control, statistics), plan);
        List<Series> sorted = new ArrayList<>(value.series());
        sorted.sort(Comparator.comparing(series -> series.labels().toString()));
        return new MetricResult(value.scalar(), steps, sorted, statistics.snapshot());
    }

    private Value evaluate(Evaluation evaluation, MetricPlan plan) {
        return switch (plan) {
            case MetricPlan.Scalar(double value) -> constant(true, value, evaluation.steps());
            case MetricPlan.ConstantVector(double value) -> constant(false, value, evaluation.steps());
            case MetricPlan.Count count -> count(evaluation, count);
            case MetricPlan.Binary(BinaryOperator operator, MetricPlan left, MetricPlan right, boolean returnBool) ->
                combine(operator, evaluate(evaluation, left), evaluate(evaluation, right), returnBool);
        };
    }

    private static Value constant(boolean scalar, double value, Steps steps) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        BitSet present = new BitSet();
        present.set(0, steps.count());
        return new Value(scalar, List.of(new Series(Labels.EMPTY, values, present)));
    }

    private Value count(Evaluation evaluation, MetricPlan.Count count) {
        List<Series> series = new ArrayList<>();
        counts.count(
                        evaluation.tenant(),
                        count,
                        evaluation.steps(),
                        evaluation.sources(),
                        evaluation.control(),
                        evaluation.statistics())
                .forEach((labels, counted) -> series.add(series(labels, counted)));
        return new Value(false, series);
    }

    /** A window without entries has no sample. */
    private static Series series(Labels labels, long[] counted) {
        double[] values = new double[counted.length];
        BitSet present = new BitSet();
        for (int step = 0; step < counted.length; step++) {
            values[step] = counted[step];
            present.set(step, counted[step] > 0);
        }
        return new Series(labels, values, present);
    }

    private static Value combine(BinaryOperator operator, Value left, Value right, boolean returnBool) {
        boolean scalar = left.scalar() && right.scalar();
        // Two numbers always have a result; a comparison of samples drops those for which it does not hold.
        boolean filters = operator.isComparison() && !returnBool && !scalar;
        List<Series> results = new ArrayList<>();
        if (right.scalar()) {
            for (Series series : left.series()) {
                addResult(results, operator, series, right.series().getFirst(), series, filters);
            }
        } else if (left.scalar()) {
            for (Series series : right.series()) {
                addResult(results, operator, left.series().getFirst(), series, series, filters);
            }
        } else {
            Map<Labels, Series> others = new HashMap<>();
            right.series().forEach(series -> others.put(series.labels(), series));
            for (Series series : left.series()) {
                Series other = others.get(series.labels());
                if (other != null) {
                    addResult(results, operator, series, other, series, filters);
                }
            }
        }
        return new Value(scalar, results);
    }

    /** Adds what two series yield under the labels of {@code own}, whose values a filter keeps as they are. */
    private static void addResult(
            List<Series> results, BinaryOperator operator, Series left, Series right, Series own, boolean filters) {
        double[] values = new double[own.values().length];
        BitSet present = (BitSet) left.present().clone();
        present.and(right.present());
        for (int step = present.nextSetBit(0); step >= 0; step = present.nextSetBit(step + 1)) {
            double result = operator.apply(left.values()[step], right.values()[step]);
            values[step] = filters ? own.values()[step] : result;
            if (filters && result != 1) {
                present.clear(step);
            }
        }
        if (!present.isEmpty()) {
            results.add(new Series(own.labels(), values, present));
        }
    }
}
