package dev.lodur.engine.reference;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.SampleExpr;
import dev.lodur.logql.VectorOperation;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is made of one vector at one instant. */
final class PlainVectors {
    private PlainVectors() {}

    static Labels group(Labels labels, Grouping grouping) {
        Map<String, String> left = new TreeMap<>();
        labels.toMap().forEach((name, value) -> {
            if (grouping.labels().contains(name) != grouping.without()) {
                left.put(name, value);
            }
        });
        return Labels.of(left);
    }

    static List<PlainSample> aggregate(
            VectorOperation operation, long parameter, Grouping grouping, List<PlainSample> vector) {
        Map<Labels, List<PlainSample>> groups = new HashMap<>();
        for (PlainSample sample : vector) {
            groups.computeIfAbsent(group(sample.labels(), grouping), labels -> new ArrayList<>())
                    .add(sample);
        }
        List<PlainSample> results = new ArrayList<>();
        groups.forEach((labels, samples) -> {
            double[] values = samples.stream().mapToDouble(PlainSample::value).toArray();
            switch (operation) {
                case SUM -> results.add(new PlainSample(labels, sum(values)));
                case AVG -> results.add(new PlainSample(labels, sum(values) / values.length));
                case COUNT -> results.add(new PlainSample(labels, values.length));
                case MAX -> results.add(new PlainSample(labels, extreme(values, true)));
                case MIN -> results.add(new PlainSample(labels, extreme(values, false)));
                case STDVAR -> results.add(new PlainSample(labels, variance(values)));
                case STDDEV -> results.add(new PlainSample(labels, Math.sqrt(variance(values))));
                case TOPK, APPROX_TOPK -> results.addAll(top(samples, parameter, -1));
                case BOTTOMK -> results.addAll(top(samples, parameter, 1));
                case SORT, SORT_DESC -> results.addAll(samples);
            }
        });
        return results;
    }

    /** Of equal values those with the smaller labels, and what is no number last. */
    private static List<PlainSample> top(List<PlainSample> samples, long count, int sign) {
        Comparator<PlainSample> order = Comparator.<PlainSample, Boolean>comparing(
                        sample -> Double.isNaN(sample.value()))
                .thenComparing(sample -> sign * sample.value())
                .thenComparing(PlainSample::labels);
        return samples.stream().sorted(order).limit(count).toList();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).reduce(0, Double::sum);
    }

    /** What is no number counts only where there is nothing else. */
    static double extreme(double[] values, boolean greatest) {
        double[] numbers = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return numbers.length == 0 ? Double.NaN : numbers[greatest ? numbers.length - 1 : 0];
    }

    static double variance(double[] values) {
        double mean = sum(values) / values.length;
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .reduce(0, Double::sum)
                / values.length;
    }

    /** {@code label_replace}, whose replacement has no groups but {@code $1} and {@code ${1}}. */
    static Labels replace(SampleExpr.LabelReplace replace, Labels labels) {
        Matcher matcher = Pattern.compile(replace.regexp()).matcher(labels.getOrEmpty(replace.source()));
        if (!matcher.matches()) {
            return labels;
        }
        String group = matcher.groupCount() < 1 ? null : matcher.group(1);
        String value = replace.replacement().replace("${1}", "$1").replace("$1", group == null ? "" : group);
        return value.isEmpty() ? labels.without(replace.destination()) : labels.with(replace.destination(), value);
    }
}
