package dev.lodur.engine;

import dev.lodur.logql.LabelFilter.Comparison;
import dev.lodur.model.GoDuration;
import org.jspecify.annotations.Nullable;

/** Compares a label's value, read as a duration of Go's syntax ({@code 1.5s}), with a duration. */
record DurationTest(Comparison comparison, long nanos) implements ValueTest {
    @Override
    public Verdict test(@Nullable String value) {
        if (value == null) {
            return Verdict.DROP;
        }
        GoDuration parsed = GoDuration.parse(value);
        if (parsed.failure() != null) {
            return Verdict.FAIL;
        }
        return LongComparison.holds(comparison, parsed.nanos(), nanos) ? Verdict.KEEP : Verdict.DROP;
    }

    @Override
    public String failure(String value) {
        return String.valueOf(GoDuration.parse(value).failure());
    }
}
