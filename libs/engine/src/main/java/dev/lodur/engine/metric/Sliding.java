package dev.lodur.engine.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Combines the panes of each window, moving from step to step: every pane is combined about twice, however many windows
 * have it, and nothing is ever subtracted, so that no digits are lost.
 *
 * <p>The panes of the window at hand stand in two parts. Of the older part the combinations from each pane to its end are
 * known, of the newer part the combination of all. When the older part is used up the newer one takes its place.
 */
final class Sliding {
    private Sliding() {}

    /**
     * @param pane what a pane holds, null where nothing
     * @param combine earlier with later
     * @param result takes what each step's window holds, null where nothing
     */
    static <T> void over(
            Windows windows,
            IntFunction<@Nullable T> pane,
            BinaryOperator<T> combine,
            ObjIntConsumer<@Nullable T> result) {
        List<@Nullable T> older = new ArrayList<>(Collections.nCopies(windows.panes(), null));
        int olderEnd = 0;
        int newerEnd = 0;
        T newer = null;
        for (int step = 0; step < windows.steps().count(); step++) {
            int first = windows.firstPane(step);
            int end = windows.lastPane(step) + 1;
            if (first >= olderEnd) {
                T toEnd = null;
                for (int at = end - 1; at >= first; at--) {
                    toEnd = join(pane.apply(at), toEnd, combine);
                    older.set(at, toEnd);
                }
                olderEnd = end;
                newerEnd = end;
                newer = null;
            }
            for (; newerEnd < end; newerEnd++) {
                newer = join(newer, pane.apply(newerEnd), combine);
            }
            result.accept(first < end ? join(older.get(first), newer, combine) : null, step);
        }
    }

    private static <T> @Nullable T join(@Nullable T earlier, @Nullable T later, BinaryOperator<T> combine) {
        if (earlier == null) {
            return later;
        }
        return later == null ? earlier : combine.apply(earlier, later);
    }
}
