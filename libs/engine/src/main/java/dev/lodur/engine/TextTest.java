package dev.lodur.engine;

import dev.lodur.engine.regex.Regex;
import dev.lodur.logql.MatchType;
import org.jspecify.annotations.Nullable;

/**
 * Compares a label's value with a text or, from end to end, with a regular expression. A label that is absent has the
 * empty value. Immutable and thread-safe.
 */
final class TextTest implements ValueTest {
    private final MatchType type;
    private final String value;
    private final @Nullable Regex regex;

    TextTest(MatchType type, String value) {
        this.type = type;
        this.value = value;
        this.regex = type.isRegexp() ? Regex.whole(value) : null;
    }

    boolean matches(String text) {
        boolean same = regex == null ? value.equals(text) : regex.matches(text);
        return same != type.isNegative();
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
