package dev.lodur.engine;

import java.util.ArrayList;
import java.util.List;

/** The {@code interval} parameter: of rows in order, those that lie at least so far behind the last one kept. */
final class Thinning {
    private Thinning() {}

    /** @param rows in either direction of time */
    static List<SelectedRow> apply(List<SelectedRow> rows, long intervalNanos, int limit) {
        if (intervalNanos == 0) {
            return rows;
        }
        List<SelectedRow> kept = new ArrayList<>();
        for (SelectedRow row : rows) {
            boolean far = kept.isEmpty()
                    || Math.abs(row.timestampNanos() - kept.getLast().timestampNanos()) >= intervalNanos;
            if (far && kept.size() < limit) {
                kept.add(row);
            }
        }
        return kept;
    }
}
