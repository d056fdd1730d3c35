package dev.lodur.engine.row;

import dev.lodur.logql.Stage;
import dev.lodur.model.Labels;
import java.util.List;

/** {@code | keep a, b="x"}: takes all labels away but those named; errors stay. */
public final class KeepStep implements RowStep {
    private final Choices.Choice[] choices;

    public KeepStep(List<Stage.Choice> choices) {
        this.choices = Choices.of(choices);
    }

    @Override
    public boolean apply(Row row) {
        int entries = row.entries();
        for (int i = 0; i < entries; i++) {
            if (!row.isEntryRemoved(i)) {
                judge(row, row.entryName(i));
            }
        }
        Labels stream = row.stream();
        for (int i = 0; i < stream.size(); i++) {
            judge(row, stream.name(i));
        }
        return true;
    }

    private void judge(Row row, String label) {
        if (!label.equals(Row.PRESERVE_ERROR) && !isKept(row, label)) {
            row.remove(label);
        }
    }

    private boolean isKept(Row row, String label) {
        for (Choices.Choice choice : choices) {
            if (choice.label().equals(label)) {
                String value = choice.condition() == null ? "" : row.text(label);
                if (value != null && choice.fits(value)) {
                    return true;
                }
            }
        }
        return false;
    }
}
