package dev.lodur.logql;

import java.util.List;

/**
 * A LogQL query: the root of the syntax tree.
 *
 * <p>The tree is a closed family of records. Whoever walks it writes a {@code switch} without default, so that a new
 * node is a compile error wherever it matters. Nodes hold values that are already understood (durations, sizes,
 * numbers), no text that must be parsed again, and they print themselves in Loki's canonical form.
 *
 * <ul>
 *   <li>{@link LogExpr}: a selector with its pipeline, answers log lines;
 *   <li>{@link SampleExpr}: everything that answers numbers;
 *   <li>{@link Variants}: several metric queries over one reading of the logs.
 * </ul>
 */
public sealed interface Expr permits LogExpr, SampleExpr, Expr.Variants {

    /** {@code variants(m1, m2, ...) of (range)}: metric queries that share one log range. */
    record Variants(List<SampleExpr> queries, LogRange range) implements Expr {
        public Variants {
            queries = List.copyOf(queries);
        }

        @Override
        public String toString() {
            return CanonicalPrinter.print(this);
        }
    }
}
