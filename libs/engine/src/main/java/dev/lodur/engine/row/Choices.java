package dev.lodur.engine.row;

import dev.lodur.engine.regex.Regex;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.Stage;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The labels that {@code drop} and {@code keep} name, with a condition on the value or without. */
final class Choices {
    /** One of them. */
    record Choice(String label, @Nullable Predicate<String> condition) {
        /** Whether a label of this name and value is meant. */
        boolean fits(String value) {
            return condition == null || condition.test(value);
        }
    }

    private Choices() {}

    static Choice[] of(List<Stage.Choice> choices) {
        return choices.stream()
                .map(choice -> new Choice(choice.label(), condition(choice.matcher())))
                .toArray(Choice[]::new);
    }

    private static @Nullable Predicate<String> condition(@Nullable LabelMatcher matcher) {
        if (matcher == null) {
            return null;
        }
        Predicate<String> same =
                matcher.type().isRegexp() ? Regex.whole(matcher.value())::matches : matcher.value()::equals;
        return matcher.type().isNegative() ? same.negate() : same;
    }
}
