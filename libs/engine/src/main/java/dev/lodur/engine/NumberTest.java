package dev.lodur.engine;

import dev.lodur.logql.LabelFilter.Comparison;
import dev.lodur.model.GoFloat;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Compares a label's value, read as a number of Go's syntax, with a number. */
record NumberTest(Comparison comparison, double number) implements ValueTest {
    @Override
    public Verdict test(@Nullable String value) {
        if (value == null) {
            return Verdict.DROP;
        }
        OptionalDouble parsed = GoFloat.parse(value);
        if (parsed.isEmpty()) {
            return Verdict.FAIL;
        }
        return holds(comparison, parsed.getAsDouble(), number) ? Verdict.KEEP : Verdict.DROP;
    }

    static boolean holds(Comparison comparison, double left, double right) {
        return switch (comparison) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
        };
    }

    @Override
    public String failure(String value) {
        return GoFloat.failure(value);
    }
}
