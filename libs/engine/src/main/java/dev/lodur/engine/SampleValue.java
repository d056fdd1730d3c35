package dev.lodur.engine;

import dev.lodur.engine.row.Row;
import dev.lodur.logql.Unwrap;
import dev.lodur.model.GoDuration;
import dev.lodur.model.GoFloat;
import dev.lodur.model.HumanBytes;
import java.util.OptionalDouble;

/**
 * {@code | unwrap duration(took) | __error__=""}: makes a row's label the sample. A value that is no number marks the row
 * with an error. Remembers nothing but the last sample; used by one thread at a time.
 */
final class SampleValue {
    private static final String ERROR = "SampleExtractionErr";
    private static final double NANOS_PER_SECOND = 1e9;

    private final String label;
    private final Unwrap.Conversion conversion;
    private final RowLabelFilter[] filters;
    private double sample;

    SampleValue(Unwrap unwrap) {
        this.label = unwrap.label();
        this.conversion = unwrap.conversion();
        this.filters = unwrap.filters().stream().map(RowLabelFilter::new).toArray(RowLabelFilter[]::new);
    }

    /** Whether the row has a sample: it has not where the label is absent or empty, or where a filter drops it. */
    boolean read(Row row) {
        if (!row.find(label) || row.valueFrom() == row.valueTo()) {
            return false;
        }
        convert(row);
        for (RowLabelFilter filter : filters) {
            if (!filter.apply(row)) {
                return false;
            }
        }
        return true;
    }

    double sample() {
        return sample;
    }

    private void convert(Row row) {
        sample = 0;
        switch (conversion) {
            case NONE -> number(row);
            case BYTES -> {
                HumanBytes parsed = HumanBytes.parse(row.valueText());
                String failure = parsed.failure();
                if (failure == null) {
                    sample = parsed.bytes();
                } else {
                    row.fail(ERROR, failure);
                }
            }
            case DURATION, DURATION_SECONDS -> {
                GoDuration parsed = GoDuration.parse(row.valueText());
                String failure = parsed.failure();
                if (failure == null) {
                    sample = parsed.nanos() / NANOS_PER_SECOND;
                } else {
                    row.fail(ERROR, failure);
                }
            }
        }
    }

    private void number(Row row) {
        double simple = SimpleNumber.parse(row.valueBytes(), row.valueFrom(), row.valueTo());
        if (!Double.isNaN(simple)) {
            sample = simple;
            return;
        }
        String text = row.valueText();
        OptionalDouble parsed = GoFloat.parse(text);
        if (parsed.isPresent()) {
            sample = parsed.getAsDouble();
        } else {
            row.fail(ERROR, GoFloat.failure(text));
        }
    }
}
