package dev.lodur.engine.reference;

import dev.lodur.logql.Grouping;
import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LogRange;
import dev.lodur.logql.RangeOperation;
import dev.lodur.logql.Stage;
import dev.lodur.logql.Unwrap;
import dev.lodur.model.GoDuration;
import dev.lodur.model.GoFloat;
import dev.lodur.model.HumanBytes;
import dev.lodur.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A range aggregation: each window looks at all entries. */
final class PlainRange {
    /** What an entry counts: its value, or the error that fails the query. */
    record Counted(long nanos, Labels labels, double value, boolean failed) {}

    private final RangeOperation operation;
    private final double parameter;
    private final LogRange range;
    private final List<Counted> counted = new ArrayList<>();

    /** @param grouping what tells series apart, null where all labels do */
    PlainRange(
            RangeOperation operation,
            double parameter,
            LogRange range,
            @Nullable Grouping grouping,
            List<PlainEntry> entries) {
        this.operation = operation;
        this.parameter = parameter;
        this.range = range;
        Unwrap unwrap = range.unwrap();
        Grouping told = grouping;
        if (unwrap != null && (grouping == null || grouping.without())) {
            TreeSet<String> without = new TreeSet<>(grouping == null ? List.of() : grouping.labels());
            without.add(unwrap.label());
            told = new Grouping(true, List.copyOf(without));
        }
        List<Stage> stages = PlainPipeline.ordered(range.log().stages());
        Wanted wanted = Wanted.of(range.log().stages(), unwrap, told);
        for (PlainEntry entry : entries) {
            PlainRow row = new PlainRow(entry, wanted);
            if (!PlainLabelFilters.fitsAll(range.log().matchers(), entry) || !PlainPipeline.keeps(stages, row)) {
                continue;
            }
            Optional<Double> value = value(row);
            Labels labels = told == null ? row.labels() : PlainVectors.group(row.labels(), told);
            boolean failed = row.hasError() && !row.mayKeepError();
            value.ifPresent(one -> counted.add(new Counted(entry.timestampNanos(), labels, one, failed)));
        }
        counted.sort(Comparator.comparing(Counted::nanos).thenComparing(Counted::value));
    }

    private Optional<Double> value(PlainRow row) {
        Unwrap unwrap = range.unwrap();
        if (unwrap == null) {
            boolean bytes = operation == RangeOperation.BYTES_OVER_TIME || operation == RangeOperation.BYTES_RATE;
            return Optional.of(bytes ? (double) row.line().getBytes(StandardCharsets.UTF_8).length : 1.0);
        }
        String text = row.field(unwrap.label());
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        double value = converted(unwrap.conversion(), text, row);
        for (LabelFilter filter : unwrap.filters()) {
            if (!PlainLabelFilters.keeps(filter, row)) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    private static double converted(Unwrap.Conversion conversion, String text, PlainRow row) {
        HumanBytes bytes = HumanBytes.parse(text);
        GoDuration duration = GoDuration.parse(text);
        String failure = switch (conversion) {
            case NONE -> GoFloat.parse(text).isPresent() ? null : GoFloat.failure(text);
            case BYTES -> bytes.failure();
            case DURATION, DURATION_SECONDS -> duration.failure();
        };
        if (failure != null) {
            row.fail("SampleExtractionErr", failure);
            return 0;
        }
        return switch (conversion) {
            case NONE -> GoFloat.parse(text).orElseThrow();
            case BYTES -> bytes.bytes();
            case DURATION, DURATION_SECONDS -> duration.nanos() / 1e9;
        };
    }

    /** The vector at an instant. */
    List<PlainSample> at(long nanos) {
        long end = nanos - range.offset().toNanos();
        long start = end - range.range().toNanos();
        Map<Labels, List<Counted>> series = new HashMap<>();
        for (Counted one : counted) {
            if (one.nanos() > start && one.nanos() <= end) {
                if (one.failed()) {
                    throw new PlainFailure("pipeline error");
                }
                series.computeIfAbsent(one.labels(), labels -> new ArrayList<>())
                        .add(one);
            }
        }
        List<PlainSample> vector = new ArrayList<>();
        series.forEach((labels, samples) -> vector.add(new PlainSample(labels, result(samples))));
        return vector;
    }

    private double result(List<Counted> samples) {
        double seconds = range.range().toNanos() / 1e9;
        double[] values = samples.stream().mapToDouble(Counted::value).toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return switch (operation) {
            case COUNT_OVER_TIME, BYTES_OVER_TIME, SUM_OVER_TIME, ABSENT_OVER_TIME -> sum;
            case RATE, BYTES_RATE -> sum / seconds;
            case AVG_OVER_TIME -> sum / values.length;
            case MAX_OVER_TIME -> PlainVectors.extreme(values, true);
            case MIN_OVER_TIME -> PlainVectors.extreme(values, false);
            case STDDEV_OVER_TIME -> Math.sqrt(PlainVectors.variance(values));
            case STDVAR_OVER_TIME -> PlainVectors.variance(values);
            case QUANTILE_OVER_TIME -> quantile(values);
            case FIRST_OVER_TIME -> values[0];
            case LAST_OVER_TIME -> values[values.length - 1];
            case RATE_COUNTER -> increase(samples, seconds);
        };
    }

    private double quantile(double[] values) {
        if (parameter < 0 || parameter > 1) {
            return parameter < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        double place = parameter * (sorted.length - 1);
        int lower = (int) place;
        double weight = place - lower;
        return sorted[lower] * (1 - weight) + sorted[Math.min(lower + 1, sorted.length - 1)] * weight;
    }

    /** Loki's increase of a counter: its window begins one range before the first sample and ends with the last. */
    private static double increase(List<Counted> samples, double seconds) {
        if (samples.size() < 2) {
            return 0;
        }
        double first = samples.getFirst().value();
        double increase = samples.getLast().value() - first;
        for (int i = 1; i < samples.size(); i++) {
            double before = samples.get(i - 1).value();
            increase += samples.get(i).value() < before ? before : 0;
        }
        double sampled = (samples.getLast().nanos() - samples.getFirst().nanos()) / 1000.0;
        double between = sampled / (samples.size() - 1);
        double toStart = increase > 0 && first >= 0 ? Math.min(seconds, sampled * (first / increase)) : seconds;
        double widened = sampled + (toStart < between * 1.1 ? toStart : between / 2);
        return increase * (widened / sampled) / seconds;
    }
}
