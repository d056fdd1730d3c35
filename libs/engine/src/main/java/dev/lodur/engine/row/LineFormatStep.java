package dev.lodur.engine.row;

import dev.lodur.engine.template.Template;
import dev.lodur.engine.template.TemplateException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code | line_format "{{.a}}"}: writes the line anew; where the template fails the line stays and the row has an error. */
public final class LineFormatStep implements RowStep {
    private static final byte[] NOTHING = new byte[0];

    static final String ERROR = "TemplateFormatErr";

    private final Template template;
    private final @Nullable String onlyField;
    private final StringBuilder out = new StringBuilder();

    public LineFormatStep(Template template) {
        this.template = template;
        this.onlyField = template.onlyField();
    }

    @Override
    public boolean apply(Row row) {
        if (onlyField != null) {
            writeField(row, onlyField);
            return true;
        }
        out.setLength(0);
        try {
            template.execute(new RowData(row), out);
        } catch (TemplateException e) {
            row.fail(ERROR, String.valueOf(e.getMessage()));
            return true;
        }
        byte[] line = out.toString().getBytes(StandardCharsets.UTF_8);
        row.setLine(line, 0, line.length);
        return true;
    }

    /** The value as it stands. A template that is nothing but an error's name writes nothing: in Loki it sees labels only. */
    private static void writeField(Row row, String field) {
        boolean error = field.equals(Row.ERROR) || field.equals(Row.ERROR_DETAILS);
        if (!error && row.find(field)) {
            row.setLine(row.valueBytes(), row.valueFrom(), row.valueTo());
        } else {
            row.setLine(NOTHING, 0, 0);
        }
    }
}
