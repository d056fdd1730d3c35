package dev.lodur.engine.row;

import dev.lodur.engine.template.Template;
import dev.lodur.engine.template.TemplateException;
import java.nio.charset.StandardCharsets;

/** {@code | line_format "{{.a}}"}: writes the line anew; where the template fails the line stays and the row has an error. */
public final class LineFormatStep implements RowStep {
    static final String ERROR = "TemplateFormatErr";

    private final Template template;
    private final StringBuilder out = new StringBuilder();

    public LineFormatStep(Template template) {
        this.template = template;
    }

    @Override
    public boolean apply(Row row) {
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
}
