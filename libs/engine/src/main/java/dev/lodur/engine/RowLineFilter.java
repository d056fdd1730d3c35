package dev.lodur.engine;

import dev.lodur.engine.row.Row;
import dev.lodur.engine.row.RowStep;

/** Line filters behind a stage that writes the line anew. */
record RowLineFilter(LineFilterStage filters) implements RowStep {
    @Override
    public boolean apply(Row row) {
        return filters.matches(row.line(), row.lineFrom(), row.lineTo());
    }
}
