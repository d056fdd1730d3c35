package dev.lodur.engine.row;

import dev.lodur.engine.template.Template;
import dev.lodur.engine.template.TemplateException;
import java.util.List;

/**
 * {@code | label_format a=b, c="{{.d}}"}: moves labels and writes new ones, one after the other, so that later ones see
 * what earlier ones did.
 */
public final class LabelFormatStep implements RowStep {
    /** What is done to one label. */
    public sealed interface Target {}

    /** Moves a label; nothing where the row lacks it. */
    public record Move(String label, String source) implements Target {}

    /** Writes a label; where the template fails it stays and the row has an error. */
    public record Write(String label, Template template) implements Target {}

    private final List<Target> targets;
    private final StringBuilder out = new StringBuilder();

    public LabelFormatStep(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    @Override
    public boolean apply(Row row) {
        for (Target target : targets) {
            switch (target) {
                case Move(String label, String source) -> move(row, label, source);
                case Write(String label, Template template) -> write(row, label, template);
            }
        }
        return true;
    }

    private static void move(Row row, String label, String source) {
        if (row.find(source)) {
            row.setParsed(label, row.valueBytes(), row.valueFrom(), row.valueTo());
            row.remove(source);
        }
    }

    private void write(Row row, String label, Template template) {
        out.setLength(0);
        try {
            template.execute(new RowData(row), out);
            row.setParsed(label, out.toString());
        } catch (TemplateException e) {
            row.fail(LineFormatStep.ERROR, String.valueOf(e.getMessage()));
        }
    }
}
