package dev.lodur.engine;

import dev.lodur.engine.regex.LabelRegex;
import dev.lodur.engine.regex.Regex;
import dev.lodur.logql.LabelMatcher;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares a label's value with a text or a regular expression. A label that is absent has the empty value. Immutable and
 * thread-safe.
 */
final class TextTest implements ValueTest {
    private final Predicate<String> same;
    private final boolean negated;

    private TextTest(Predicate<String> same, boolean negated) {
        this.same = same;
        this.negated = negated;
    }

    /** As selectors compare: regular expressions match from end to end. */
    static TextTest ofSelector(LabelMatcher matcher) {
        return matcher.type().isRegexp() ? of(matcher, Regex.whole(matcher.value())::matches) : equality(matcher);
    }

    /** As label filters compare, where Loki reads some expressions more widely, see {@link LabelRegex}. */
    static TextTest ofFilter(LabelMatcher matcher) {
        return matcher.type().isRegexp()
                ? of(matcher, LabelRegex.compile(matcher.value())::matches)
                : equality(matcher);
    }

    private static TextTest equality(LabelMatcher matcher) {
        return of(matcher, matcher.value()::equals);
    }

    private static TextTest of(LabelMatcher matcher, Predicate<String> same) {
        return new TextTest(same, matcher.type().isNegative());
    }

    boolean matches(String text) {
        return same.test(text) != negated;
    }

    @Override
    public Verdict test(@Nullable String text) {
        return matches(text == null ? "" : text) ? Verdict.KEEP : Verdict.DROP;
    }

    @Override
    public boolean looksAtFailedRows() {
        return true;
    }
}
