package dev.lodur.logql;

import java.util.List;

/**
 * A log query: {@code {app="web"} |= "error" | logfmt | status >= 500}.
 *
 * @param matchers what streams are read; empty for <code>{}</code>
 * @param stages what is done to every line, in the order of the text
 */
public record LogExpr(List<LabelMatcher> matchers, List<Stage> stages) implements Expr {
    public LogExpr {
        matchers = List.copyOf(matchers);
        stages = List.copyOf(stages);
    }

    /** Whether this is a selector alone. */
    public boolean isSelector() {
        return stages.isEmpty();
    }

    @Override
    public String toString() {
        return CanonicalPrinter.print(this);
    }
}
