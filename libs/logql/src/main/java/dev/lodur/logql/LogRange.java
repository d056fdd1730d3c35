package dev.lodur.logql;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a window: {@code {app="web"} | logfmt | unwrap took [5m] offset 1h}.
 *
 * <p>However the query orders range, pipeline and parentheses, the tree is the same.
 *
 * @param unwrap the label whose value is the sample, null where lines or bytes are counted
 * @param range the length of the window, zero or more
 * @param offset how far the window lies back; negative reaches into the future; zero where there is none
 */
public record LogRange(LogExpr log, @Nullable Unwrap unwrap, Duration range, Duration offset) {
    @Override
    public String toString() {
        return CanonicalPrinter.print(this);
    }
}
