package dev.lodur.engine.metric;

import dev.lodur.logql.BinaryOperator;
import dev.lodur.logql.VectorMatching;
import dev.lodur.logql.VectorMatching.Cardinality;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Operators between two vectors, whose series find each other by their labels.
 *
 * <p>Series are matched step by step: two series of one side may have the same labels as long as they never have a sample
 * at the same step.
 */
final class VectorMatch {
    private final BinaryOperator operator;
    private final boolean returnBool;
    private final boolean on;
    private final List<String> labels;
    private final Cardinality cardinality;
    private final List<String> included;

    VectorMatch(BinaryOperator operator, boolean returnBool, @Nullable VectorMatching matching) {
        this.operator = operator;
        this.returnBool = returnBool;
        this.on = matching != null && matching.on();
        this.labels = matching == null ? List.of() : matching.labels();
        this.cardinality = matching == null ? Cardinality.ONE_TO_ONE : matching.cardinality();
        this.included = matching == null ? List.of() : matching.included();
    }

    private Labels signature(Series series) {
        return on ? LabelChoice.only(series.labels(), labels) : LabelChoice.without(series.labels(), labels);
    }

    private Map<Labels, List<Series>> bySignature(List<Series> series) {
        Map<Labels, List<Series>> sides = new LinkedHashMap<>();
        series.forEach(one ->
                sides.computeIfAbsent(signature(one), key -> new ArrayList<>()).add(one));
        return sides;
    }

    /** {@code and}, {@code or}, {@code unless}. */
    List<Series> sets(List<Series> left, List<Series> right) {
        return switch (operator) {
            case AND -> filtered(left, presence(right), true);
            case UNLESS -> filtered(left, presence(right), false);
            case OR -> {
                List<Series> either = new ArrayList<>(left);
                either.addAll(filtered(right, presence(left), false));
                yield merged(either);
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
                    POWER -> throw new IllegalArgumentException(operator.text() + " works on no sets");
        };
    }

    private Map<Labels, BitSet> presence(List<Series> series) {
        Map<Labels, BitSet> presence = new HashMap<>();
        series.forEach(one ->
                presence.computeIfAbsent(signature(one), key -> new BitSet()).or(one.present()));
        return presence;
    }

    private List<Series> filtered(List<Series> series, Map<Labels, BitSet> others, boolean where) {
        List<Series> left = new ArrayList<>();
        for (Series one : series) {
            BitSet present = (BitSet) one.present().clone();
            BitSet other = others.getOrDefault(signature(one), new BitSet());
            if (where) {
                present.and(other);
            } else {
                present.andNot(other);
            }
            if (!present.isEmpty()) {
                left.add(new Series(one.labels(), one.values(), present));
            }
        }
        return left;
    }

    /** Arithmetic and comparisons. */
    List<Series> combine(List<Series> left, List<Series> right) {
        boolean swapped = cardinality == Cardinality.ONE_TO_MANY;
        List<Series> many = swapped ? right : left;
        Map<Labels, List<Series>> ones = bySignature(swapped ? left : right);
        ones.values().forEach(series -> refuseOverlap(series, swapped ? "left" : "right"));
        Map<Labels, List<Series>> manyBySignature = bySignature(many);
        List<Series> results = new ArrayList<>();
        for (Map.Entry<Labels, List<Series>> group : manyBySignature.entrySet()) {
            List<Series> partners = ones.getOrDefault(group.getKey(), List.of());
            if (!partners.isEmpty()) {
                combine(group.getValue(), partners, swapped, results);
            }
        }
        return merged(results);
    }

    private static void refuseOverlap(List<Series> series, String side) {
        BitSet seen = new BitSet();
        for (Series one : series) {
            if (seen.intersects(one.present())) {
                throw failure("found duplicate series on the " + side
                        + " hand-side;many-to-many matching not allowed: matching labels must be unique on one side");
            }
            seen.or(one.present());
        }
    }

    private void combine(List<Series> many, List<Series> ones, boolean swapped, List<Series> results) {
        BitSet matched = new BitSet();
        Map<Labels, BitSet> matchedByLabels = new HashMap<>();
        for (Series own : many) {
            for (Series other : ones) {
                BitSet both = (BitSet) own.present().clone();
                both.and(other.present());
                if (both.isEmpty()) {
                    continue;
                }
                Labels labelsOfResult = resultLabels(own.labels(), other.labels());
                BitSet before = cardinality == Cardinality.ONE_TO_ONE
                        ? matched
                        : matchedByLabels.computeIfAbsent(labelsOfResult, key -> new BitSet());
                if (before.intersects(both)) {
                    throw failure(
                            cardinality == Cardinality.ONE_TO_ONE
                                    ? "multiple matches for labels: many-to-one matching must be explicit"
                                            + " (group_left/group_right)"
                                    : "multiple matches for labels: grouping labels must ensure unique matches");
                }
                before.or(both);
                Series leftSide = swapped ? other : own;
                Series rightSide = swapped ? own : other;
                boolean filters = operator.isComparison() && !returnBool;
                Series result = Arithmetic.combine(operator, leftSide, rightSide, both, filters, leftSide.values());
                if (!result.present().isEmpty()) {
                    results.add(result.named(labelsOfResult));
                }
            }
        }
    }

    private Labels resultLabels(Labels own, Labels other) {
        Labels kept = own;
        if (cardinality == Cardinality.ONE_TO_ONE) {
            kept = on ? LabelChoice.only(own, labels) : LabelChoice.without(own, labels);
        }
        if (included.isEmpty()) {
            return kept;
        }
        Map<String, String> result = new TreeMap<>(kept.toMap());
        for (String name : included) {
            String value = other.getOrEmpty(name);
            if (value.isEmpty()) {
                result.remove(name);
            } else {
                result.put(name, value);
            }
        }
        return Labels.of(result);
    }

    /** Series with the same labels and samples at different steps become one. */
    private static List<Series> merged(List<Series> series) {
        Set<Labels> distinct = new HashSet<>();
        series.forEach(one -> distinct.add(one.labels()));
        if (distinct.size() == series.size()) {
            return series;
        }
        Map<Labels, Series> byLabels = new LinkedHashMap<>();
        List<Series> overlapping = new ArrayList<>();
        for (Series one : series) {
            Series known = byLabels.get(one.labels());
            if (known == null) {
                byLabels.put(one.labels(), one);
            } else if (known.present().intersects(one.present())) {
                overlapping.add(one);
            } else {
                byLabels.put(one.labels(), joined(known, one));
            }
        }
        List<Series> result = new ArrayList<>(byLabels.values());
        result.addAll(overlapping);
        return result;
    }

    private static Series joined(Series one, Series other) {
        double[] values = one.values().clone();
        BitSet present = (BitSet) one.present().clone();
        other.present().stream().forEach(step -> values[step] = other.values()[step]);
        present.or(other.present());
        return new Series(one.labels(), values, present);
    }

    private static LodurException failure(String text) {
        return new LodurException(ErrorCode.INVALID_QUERY, text);
    }
}
