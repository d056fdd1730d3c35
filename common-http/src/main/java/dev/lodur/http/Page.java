package dev.lodur.http;

import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;

/** A plain page for operators; every text that is put into it is escaped. Not thread-safe. */
public final class Page {
    private static final String STYLE = """
            body { font: 15px/1.4 system-ui, sans-serif; margin: 2em }
            table { border-collapse: collapse; margin: 1em 0 }
            th, td { text-align: left; padding: .3em .8em; border-bottom: 1px solid #ccc; vertical-align: top }
            """;

    private final StringBuilder html = new StringBuilder();

    private Page() {}

    public static Page titled(String title) {
        Page page = new Page();
        page.html
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(title))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escape(title))
                .append("</h1>\n");
        return page;
    }

    public Page paragraph(String text) {
        html.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /** A cell of a table: text, or buttons that post one field of a form each to the page itself. */
    public sealed interface Cell {
        record Text(String text) implements Cell {}

        record Buttons(List<Button> buttons) implements Cell {}
    }

    /** Posts {@code name=value} when it is pressed. */
    public record Button(String label, String name, String value) {}

    public Page table(List<String> headings, Collection<List<Cell>> rows) {
        html.append("<table><thead><tr>");
        headings.forEach(heading -> html.append("<th>").append(escape(heading)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<Cell> row : rows) {
            html.append("<tr>");
            row.forEach(this::cell);
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
        return this;
    }

    private void cell(Cell cell) {
        html.append("<td>");
        switch (cell) {
            case Cell.Text(String text) -> html.append(escape(text));
            case Cell.Buttons(List<Button> buttons) -> {
                if (!buttons.isEmpty()) {
                    html.append("<form method=\"post\">");
                    buttons.forEach(this::button);
                    html.append("</form>");
                }
            }
        }
        html.append("</td>");
    }

    private void button(Button button) {
        html.append("<button name=\"")
                .append(escape(button.name()))
                .append("\" value=\"")
                .append(escape(button.value()))
                .append("\">")
                .append(escape(button.label()))
                .append("</button> ");
    }

    public Response response() {
        return Response.ok(html + "</body></html>\n")
                .type("text/html; charset=utf-8")
                .build();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
