package dev.lodur.engine;

import dev.lodur.logql.LabelFilter.Comparison;
import dev.lodur.model.HumanBytes;
import org.jspecify.annotations.Nullable;

/** Compares a label's value, read as a size ({@code 20MB}, {@code 1.5 KiB}), with a number of bytes. */
record BytesTest(Comparison comparison, long bytes) implements ValueTest {
    @Override
    public Verdict test(@Nullable String value) {
        if (value == null) {
            return Verdict.DROP;
        }
        HumanBytes parsed = HumanBytes.parse(value);
        if (parsed.failure() != null) {
            return Verdict.FAIL;
        }
        return LongComparison.holds(comparison, parsed.bytes(), bytes) ? Verdict.KEEP : Verdict.DROP;
    }

    @Override
    public String failure(String value) {
        return String.valueOf(HumanBytes.parse(value).failure());
    }
}
