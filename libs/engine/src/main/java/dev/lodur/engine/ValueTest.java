package dev.lodur.engine;

import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.model.HumanBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A condition on one label's value. Immutable and thread-safe. */
interface ValueTest {
    /** The error of a row whose value cannot be read as what a filter compares it with. */
    String FAILURE = "LabelFilterErr";

    /** What becomes of a row. */
    enum Verdict {
        DROP,
        KEEP,
        /** The value cannot be read as what the condition compares: the row stays, marked with an error. */
        FAIL
    }

    /** The verdict on a value; null where the row lacks the label. */
    Verdict test(@Nullable String value);

    /** Whether rows that carry an error already are tested; the others let them pass. */
    default boolean looksAtFailedRows() {
        return false;
    }

    /** Why a value got {@link Verdict#FAIL}. */
    default String failure(String value) {
        throw new IllegalStateException("no failure with " + value);
    }

    /** The verdict on a value in UTF-8. */
    default Verdict test(byte[] bytes, int from, int to) {
        return test(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    /** The test of a filter on one label. */
    static ValueTest of(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.Text(LabelMatcher matcher) -> TextTest.ofFilter(matcher);
            case LabelFilter.Numeric number -> new NumberTest(number.comparison(), number.value());
            case LabelFilter.Time time ->
                new DurationTest(time.comparison(), time.value().toNanos());
            case LabelFilter.Bytes bytes -> new BytesTest(bytes.comparison(), rounded(bytes.valueBytes()));
            case LabelFilter.Ip ip -> new IpTest(IpSet.parse(ip.addresses()), ip.negated());
            case LabelFilter.And and -> throw new IllegalArgumentException("two conditions: " + and);
            case LabelFilter.Or or -> throw new IllegalArgumentException("two conditions: " + or);
        };
    }

    /** What Loki compares with: between its parts queries travel as text, in which sizes have two digits. */
    private static long rounded(long bytes) {
        return HumanBytes.parse(HumanBytes.format(bytes)).bytes();
    }
}
