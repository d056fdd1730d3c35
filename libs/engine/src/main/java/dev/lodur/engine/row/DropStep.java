package dev.lodur.engine.row;

import dev.lodur.logql.Stage;
import java.util.List;

/** {@code | drop a, b="x", __error__}: takes labels away, those with a condition only where their value fulfils it. */
public final class DropStep implements RowStep {
    private final Choices.Choice[] choices;

    public DropStep(List<Stage.Choice> choices) {
        this.choices = Choices.of(choices);
    }

    @Override
    public boolean apply(Row row) {
        for (Choices.Choice choice : choices) {
            if (choice.condition() == null || choice.fits(value(row, choice.label()))) {
                drop(row, choice.label());
            }
        }
        return true;
    }

    private static String value(Row row, String label) {
        String text = row.text(label);
        return text == null ? "" : text;
    }

    private static void drop(Row row, String label) {
        switch (label) {
            case Row.ERROR -> row.clearError();
            case Row.ERROR_DETAILS -> row.clearErrorDetails();
            default -> row.remove(label);
        }
    }
}
