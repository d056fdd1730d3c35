package dev.lodur.logql;

import java.util.List;

/**
 * {@code |= "a" or "b"}: keeps or drops a line by its text.
 *
 * <p>A line passes if any alternative agrees. Negative filters have exactly one: the parser makes {@code != "a" or "b"}
 * into {@code != "a" != "b"}, which is what it means.
 */
public record LineFilter(Operator operator, List<Needle> alternatives) implements Stage {
    public LineFilter {
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty() || (operator.isNegative() && alternatives.size() > 1)) {
            throw new IllegalArgumentException(operator + " with " + alternatives.size() + " alternatives");
        }
    }

    /** How lines are compared. */
    public enum Operator {
        CONTAINS("|="),
        NOT_CONTAINS("!="),
        MATCHES("|~"),
        NOT_MATCHES("!~"),
        PATTERN("|>"),
        NOT_PATTERN("!>");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        public boolean isNegative() {
            return this == NOT_CONTAINS || this == NOT_MATCHES || this == NOT_PATTERN;
        }
    }

    /** What is looked for. */
    public sealed interface Needle {
        String text();
    }

    /** A substring, a regexp or a pattern, by the operator. */
    public record Text(String text) implements Needle {}

    /** {@code ip("10.0.0.0/8")}: any address of a set. */
    public record Ip(String text) implements Needle {}

    @Override
    public String toString() {
        return StagePrinter.print(this);
    }
}
