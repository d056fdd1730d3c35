package dev.lodur.engine;

import dev.lodur.engine.metric.Series;
import dev.lodur.engine.metric.Steps;
import dev.lodur.engine.metric.Vectors;
import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Runs metric queries at one instant or at many. Thread-safe. */
public final class MetricQueryExecutor {
    /** A vector, or a scalar as the one series of it. */
    private record Value(boolean scalar, List<Series> series) {
        static Value vector(List<Series> series) {
            return new Value(false, series);
        }
    }

    private static final Grouping EVERY_LABEL = new Grouping(true, List.of());

    private record Evaluation(
            Tenant tenant, Steps steps, SourceOpener sources, QueryControl control, QueryStatistics statistics) {}

    private final RangeExecutor ranges;

    public MetricQueryExecutor(RangeExecutor ranges) {
        this.ranges = ranges;
    }

    /** Evaluates a plan at all steps; the calling thread waits, so let it be a virtual one. */
    public MetricResult execute(
            Tenant tenant, MetricPlan plan, Steps steps, SourceOpener sources, QueryControl control) {
        QueryStatistics statistics = new QueryStatistics();
        Value value = evaluate(new Evaluation(tenant, steps, sources, control, statistics), plan);
        List<Series> sorted = new ArrayList<>(value.series());
        sorted.sort(order(plan, steps));
        return new MetricResult(value.scalar(), steps, sorted, statistics.snapshot());
    }

    /** By labels; at a single instant by value where the query sorts. */
    private static Comparator<Series> order(MetricPlan plan, Steps steps) {
        Comparator<Series> byLabels =
                Comparator.comparing(series -> series.labels().toString());
        if (steps.count() > 1 || !(plan instanceof MetricPlan.Aggregation aggregation)) {
            return byLabels;
        }
        Comparator<Series> byValue = Comparator.comparingDouble(series -> series.values()[0]);
        return switch (aggregation.operation()) {
            case SORT -> byValue.thenComparing(byLabels);
            case SORT_DESC -> byValue.reversed().thenComparing(byLabels);
            case SUM, AVG, COUNT, MAX, MIN, STDDEV, STDVAR, BOTTOMK, TOPK, APPROX_TOPK -> byLabels;
        };
    }

    private Value evaluate(Evaluation evaluation, MetricPlan plan) {
        return switch (plan) {
            case MetricPlan.Scalar(double value) -> new Value(true, List.of(constant(value, evaluation.steps())));
            case MetricPlan.ConstantVector(double value) -> Value.vector(List.of(constant(value, evaluation.steps())));
            case MetricPlan.Range range -> Value.vector(read(evaluation, range));
            case MetricPlan.Absent(MetricPlan.Range samples, Labels labels) ->
                Value.vector(absent(read(evaluation, samples), labels, evaluation.steps()));
            case MetricPlan.Aggregation aggregation ->
                Value.vector(Vectors.aggregate(
                        aggregation.operation(),
                        aggregation.parameter(),
                        aggregation.grouping(),
                        evaluate(evaluation, aggregation.inner()).series()));
            case MetricPlan.Binary binary ->
                combine(binary, evaluate(evaluation, binary.left()), evaluate(evaluation, binary.right()));
            case MetricPlan.Pieces pieces -> Value.vector(merge(evaluation, pieces));
            case MetricPlan.Relabel relabel ->
                Value.vector(Vectors.replaceLabels(
                        relabel.replace(), evaluate(evaluation, relabel.inner()).series()));
        };
    }

    private List<Series> merge(Evaluation evaluation, MetricPlan.Pieces pieces) {
        List<Series> parts = new ArrayList<>();
        pieces.parts().forEach(part -> parts.addAll(evaluate(evaluation, part).series()));
        List<Series> merged = Vectors.aggregate(pieces.merge(), 0, EVERY_LABEL, parts);
        Series divisor = constant(pieces.divisor(), evaluation.steps());
        return Vectors.combineWithNumber(BinaryOperator.DIVIDE, merged, divisor, false, false);
    }

    private List<Series> read(Evaluation evaluation, MetricPlan.Range range) {
        return ranges.execute(
                evaluation.tenant(),
                range,
                evaluation.steps(),
                evaluation.sources(),
                evaluation.control(),
                evaluation.statistics());
    }

    private static Series constant(double value, Steps steps) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        BitSet present = new BitSet();
        present.set(0, steps.count());
        return new Series(Labels.EMPTY, values, present);
    }

    private static List<Series> absent(List<Series> samples, Labels labels, Steps steps) {
        Series ones = constant(1, steps);
        samples.forEach(series -> ones.present().andNot(series.present()));
        return ones.present().isEmpty() ? List.of() : List.of(ones.named(labels));
    }

    private static Value combine(MetricPlan.Binary binary, Value left, Value right) {
        boolean scalar = left.scalar() && right.scalar();
        // Two numbers always have a result; a comparison of samples drops those for which it does not hold.
        boolean filters = binary.operator().isComparison() && !binary.returnBool() && !scalar;
        if (right.scalar()) {
            return new Value(
                    scalar,
                    Vectors.combineWithNumber(
                            binary.operator(), left.series(), right.series().getFirst(), false, filters));
        }
        if (left.scalar()) {
            return Value.vector(Vectors.combineWithNumber(
                    binary.operator(), right.series(), left.series().getFirst(), true, filters));
        }
        return Value.vector(Vectors.combine(
                binary.operator(), left.series(), right.series(), binary.returnBool(), binary.matching()));
    }
}
