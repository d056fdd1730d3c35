package dev.lodur.engine;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs metric queries at one instant. Thread-safe. */
public final class InstantQueryExecutor {
    /** A vector, or a scalar as the one sample of it. */
    private record Value(boolean scalar, List<Sample> samples) {
        static Value of(boolean scalar, double value) {
            return new Value(scalar, List.of(new Sample(Labels.EMPTY, value)));
        }
    }

    private final CountExecutor counts;

    public InstantQueryExecutor(CountExecutor counts) {
        this.counts = counts;
    }

    /** Evaluates a plan at an instant; the calling thread waits, so let it be a virtual one. */
    public InstantResult execute(
            Tenant tenant, InstantPlan plan, long timeNanos, SourceOpener sources, QueryControl control) {
        QueryStatistics statistics = new QueryStatistics();
        Value value = evaluate(new Evaluation(tenant, timeNanos, sources, control, statistics), plan);
        List<Sample> sorted = new ArrayList<>(value.samples());
        sorted.sort(Comparator.comparing(sample -> sample.labels().toString()));
        return new InstantResult(value.scalar(), sorted, statistics.snapshot());
    }

    private record Evaluation(
            Tenant tenant, long timeNanos, SourceOpener sources, QueryControl control, QueryStatistics statistics) {}

    private Value evaluate(Evaluation evaluation, InstantPlan plan) {
        return switch (plan) {
            case InstantPlan.Scalar(double value) -> Value.of(true, value);
            case InstantPlan.ConstantVector(double value) -> Value.of(false, value);
            case InstantPlan.Count count ->
                new Value(
                        false,
                        counts.count(
                                evaluation.tenant(),
                                count,
                                evaluation.timeNanos(),
                                evaluation.sources(),
                                evaluation.control(),
                                evaluation.statistics()));
            case InstantPlan.Binary(BinaryOperator operator, InstantPlan left, InstantPlan right, boolean bool) ->
                combine(operator, evaluate(evaluation, left), evaluate(evaluation, right), bool);
        };
    }

    private static Value combine(BinaryOperator operator, Value left, Value right, boolean returnBool) {
        if (left.scalar() && right.scalar()) {
            return Value.of(true, operator.apply(only(left), only(right)));
        }
        List<Sample> samples = new ArrayList<>();
        if (right.scalar()) {
            left.samples().forEach(s -> add(samples, operator, s, s.value(), only(right), s.value(), returnBool));
        } else if (left.scalar()) {
            right.samples().forEach(s -> add(samples, operator, s, only(left), s.value(), s.value(), returnBool));
        } else {
            Map<Labels, Double> others = new HashMap<>();
            right.samples().forEach(s -> others.put(s.labels(), s.value()));
            for (Sample sample : left.samples()) {
                Double other = others.get(sample.labels());
                if (other != null) {
                    add(samples, operator, sample, sample.value(), other, sample.value(), returnBool);
                }
            }
        }
        return new Value(false, samples);
    }

    private static double only(Value scalar) {
        return scalar.samples().getFirst().value();
    }

    /** A comparison keeps the sample's own value where it holds, unless it is asked for 0 or 1. */
    private static void add(
            List<Sample> samples,
            BinaryOperator operator,
            Sample series,
            double left,
            double right,
            double own,
            boolean returnBool) {
        double result = operator.apply(left, right);
        if (!operator.isComparison() || returnBool) {
            samples.add(new Sample(series.labels(), result));
        } else if (result == 1) {
            samples.add(new Sample(series.labels(), own));
        }
    }
}
