package dev.lodur.engine;

import dev.lodur.engine.ValueTest.Verdict;
import dev.lodur.engine.row.Row;
import dev.lodur.engine.row.RowStep;
import dev.lodur.logql.LabelFilter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A label filter on the labels as a row has them at that place of the pipeline. A value that cannot be read as what it is
 * compared with keeps the row and marks it. Of a row that is marked already only texts are compared; it stays where it has
 * the label.
 */
final class RowLabelFilter implements RowStep {
    /** A condition that remembers verdicts: one set for one thread. */
    private sealed interface Condition {
        boolean holds(Row row);
    }

    private record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Row row) {
            return left.holds(row) && right.holds(row);
        }
    }

    private record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Row row) {
            return left.holds(row) || right.holds(row);
        }
    }

    private record Value(String label, ValueTest test, VerdictCache verdicts) implements Condition {
        @Override
        public boolean holds(Row row) {
            if (!row.find(label)) {
                return verdicts.ofAbsent(test) != Verdict.DROP;
            }
            if (row.hasError() && !test.looksAtFailedRows()) {
                return true;
            }
            Verdict verdict = verdicts.of(test, row.valueBytes(), row.valueFrom(), row.valueTo());
            if (verdict == Verdict.FAIL) {
                row.fail(ValueTest.FAILURE, test.failure(row.valueText()));
            }
            return verdict != Verdict.DROP;
        }
    }

    /** Verdicts on short values that were tested before: as many as there are slots, each by the hash of the bytes. */
    private static final class VerdictCache {
        private static final int SLOTS = 64;
        private static final int LENGTH_MAX = 24;

        private final byte[][] values = new byte[SLOTS][LENGTH_MAX];
        private final int[] lengths = new int[SLOTS];
        private final @Nullable Verdict[] verdicts = new @Nullable Verdict[SLOTS];
        private @Nullable Verdict absent;

        Verdict ofAbsent(ValueTest test) {
            Verdict known = absent;
            if (known == null) {
                known = test.test(null);
                absent = known;
            }
            return known;
        }

        Verdict of(ValueTest test, byte[] bytes, int from, int to) {
            int length = to - from;
            if (length > LENGTH_MAX) {
                return test.test(bytes, from, to);
            }
            int hash = length;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + bytes[i];
            }
            int slot = (hash ^ hash >>> 16) & SLOTS - 1;
            Verdict known = verdicts[slot];
            if (known != null && Arrays.equals(values[slot], 0, lengths[slot], bytes, from, to)) {
                return known;
            }
            Verdict verdict = test.test(bytes, from, to);
            System.arraycopy(bytes, from, values[slot], 0, length);
            lengths[slot] = length;
            verdicts[slot] = verdict;
            return verdict;
        }
    }

    private final Condition condition;

    RowLabelFilter(LabelFilter filter) {
        this.condition = compile(filter);
    }

    private static Condition compile(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.And(LabelFilter left, LabelFilter right) -> new And(compile(left), compile(right));
            case LabelFilter.Or(LabelFilter left, LabelFilter right) -> new Or(compile(left), compile(right));
            case LabelFilter.Text text -> value(text.matcher().name(), text);
            case LabelFilter.Numeric number -> value(number.label(), number);
            case LabelFilter.Time time -> value(time.label(), time);
            case LabelFilter.Bytes bytes -> value(bytes.label(), bytes);
            case LabelFilter.Ip ip -> value(ip.label(), ip);
        };
    }

    private static Condition value(String label, LabelFilter filter) {
        return new Value(label, ValueTest.of(filter), new VerdictCache());
    }

    @Override
    public boolean apply(Row row) {
        return condition.holds(row);
    }
}
