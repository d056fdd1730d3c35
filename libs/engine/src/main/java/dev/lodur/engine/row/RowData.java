package dev.lodur.engine.row;

import dev.lodur.engine.template.TemplateData;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A row as templates see it. */
final class RowData implements TemplateData {
    private final Row row;

    RowData(Row row) {
        this.row = row;
    }

    @Override
    public @Nullable String field(String name) {
        return row.text(name);
    }

    @Override
    public SequencedMap<String, String> fields() {
        return row.allLabels();
    }

    @Override
    public String line() {
        return row.lineText();
    }

    @Override
    public long timestampNanos() {
        return row.timestampNanos();
    }
}
