package dev.lodur.engine.reference;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.SampleExpr.BinaryOperation;
import dev.lodur.logql.VectorMatching;
import dev.lodur.logql.VectorMatching.Cardinality;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An operator between two vectors at one instant, as Prometheus does it. */
final class PlainBinary {
    private final BinaryOperation operation;
    private final VectorMatching matching;

    PlainBinary(BinaryOperation operation) {
        this.operation = operation;
        @Nullable VectorMatching told = operation.matching();
        this.matching = told == null ? new VectorMatching(false, List.of(), Cardinality.ONE_TO_ONE, List.of()) : told;
    }

    private Labels compared(Labels labels) {
        return PlainVectors.group(labels, new Grouping(!matching.on(), matching.labels()));
    }

    List<PlainSample> apply(List<PlainSample> left, List<PlainSample> right) {
        return switch (operation.operator()) {
            case AND -> left.stream().filter(in(right)).toList();
            case UNLESS -> left.stream().filter(in(right).negate()).toList();
            case OR -> {
                List<PlainSample> both = new ArrayList<>(left);
                right.stream().filter(in(left).negate()).forEach(both::add);
                yield both;
            }
            case EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MODULO,
                    POWER -> combine(left, right);
        };
    }

    private Predicate<PlainSample> in(List<PlainSample> others) {
        Set<Labels> known = new HashSet<>();
        others.forEach(other -> known.add(compared(other.labels())));
        return sample -> known.contains(compared(sample.labels()));
    }

    private List<PlainSample> combine(List<PlainSample> left, List<PlainSample> right) {
        boolean swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        Map<Labels, PlainSample> ones = new HashMap<>();
        for (PlainSample one : swapped ? left : right) {
            if (ones.put(compared(one.labels()), one) != null) {
                throw new PlainFailure("many-to-many matching");
            }
        }
        Set<Labels> results = new HashSet<>();
        List<PlainSample> combined = new ArrayList<>();
        for (PlainSample own : swapped ? right : left) {
            Labels key = compared(own.labels());
            PlainSample other = ones.get(key);
            if (other == null) {
                continue;
            }
            Labels labels = labels(own.labels(), other.labels());
            boolean single = matching.cardinality() == Cardinality.ONE_TO_ONE;
            // Results of different partners may have the same labels; two of one partner may not.
            Labels result = single ? key : Labels.of("k", key.toString(), "l", labels.toString());
            if (!results.add(result)) {
                throw new PlainFailure("multiple matches");
            }
            PlainSample first = swapped ? other : own;
            PlainSample second = swapped ? own : other;
            add(combined, labels, first.value(), second.value(), first.value());
        }
        return combined;
    }

    private Labels labels(Labels own, Labels other) {
        Labels labels = matching.cardinality() == Cardinality.ONE_TO_ONE ? compared(own) : own;
        for (String name : matching.included()) {
            String value = other.getOrEmpty(name);
            labels = value.isEmpty() ? labels.without(name) : labels.with(name, value);
        }
        return labels;
    }

    /** An operator between a vector and a number. */
    List<PlainSample> applyNumber(List<PlainSample> vector, double number, boolean numberIsLeft) {
        List<PlainSample> results = new ArrayList<>();
        for (PlainSample sample : vector) {
            double own = sample.value();
            add(results, sample.labels(), numberIsLeft ? number : own, numberIsLeft ? own : number, own);
        }
        return results;
    }

    private void add(List<PlainSample> results, Labels labels, double left, double right, double kept) {
        BinaryOperator operator = operation.operator();
        double value = operator.apply(left, right);
        if (!operator.isComparison() || operation.returnBool()) {
            results.add(new PlainSample(labels, value));
        } else if (value == 1) {
            results.add(new PlainSample(labels, kept));
        }
    }
}
