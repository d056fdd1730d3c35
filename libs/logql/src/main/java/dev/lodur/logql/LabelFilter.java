package dev.lodur.logql;

import java.time.Duration;

/** A condition on labels: {@code status >= 500 and (took > 1s or size > 1MB)}. */
public sealed interface LabelFilter {

    /** {@code level=~"err.*"}: compares the value as text; an absent label has the empty value. */
    record Text(LabelMatcher matcher) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** {@code status >= 500}. */
    record Numeric(String label, Comparison comparison, double value) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** {@code took > 250ms}. */
    record Time(String label, Comparison comparison, Duration value) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** {@code size > 20MB}. Printing rounds to two digits, as Loki does. */
    record Bytes(String label, Comparison comparison, long valueBytes) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** {@code src = ip("10.0.0.0/8")}, or with {@code negated} {@code !=}. */
    record Ip(String label, boolean negated, String addresses) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** Both must hold; {@code and}, a comma or only a blank in the query. */
    record And(LabelFilter left, LabelFilter right) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** One must hold; the right side is not looked at when the left one does. */
    record Or(LabelFilter left, LabelFilter right) implements LabelFilter {
        @Override
        public String toString() {
            return LabelFilterPrinter.print(this);
        }
    }

    /** How a value that has an order is compared. */
    enum Comparison {
        EQUAL("=="),
        NOT_EQUAL("!="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<=");

        private final String text;

        Comparison(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
