package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Functions that print any values: as they are, by a format, escaped for HTML, JavaScript and URLs. */
final class Printing {
    private Printing() {}

    /** Escapes a text. */
    private interface Escape {
        String of(String text);
    }

    static List<Function> functions() {
        return List.of(
                Function.variadic("print", arguments -> new Text(GoPrinter.joined(arguments.values()))),
                Function.variadic("println", arguments -> new Text(GoPrinter.line(arguments.values()))),
                Function.variadic(
                        "printf",
                        arguments ->
                                new Text(GoPrintf.format(arguments.text(0), arguments.from(1), arguments.budget())),
                        Kind.STRING),
                escaping("html", Printing::html),
                escaping("js", Printing::javaScript),
                escaping("urlquery", Printing::query));
    }

    private static Function escaping(String name, Escape escape) {
        return Function.variadic(name, arguments -> {
            List<Value> shown = arguments.values().stream()
                    .<Value>map(value -> value instanceof Value.Nil ? new Text("<no value>") : value)
                    .toList();
            return new Text(escape.of(GoPrinter.joined(shown)));
        });
    }

    /** The form of a text in the query of a URL. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String html(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case 0 -> out.append('\ufffd');
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String javaScript(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append(unicodeEscape(c));
                default -> {
                    boolean plain = c < 0x80 ? c >= ' ' : GoChars.isPrintable(c);
                    out.append(plain ? Character.toString(c) : unicodeEscape(c));
                }
            }
        });
        return out.toString();
    }

    private static String unicodeEscape(int codePoint) {
        return String.format(Locale.ROOT, "\\u%04X", codePoint);
    }
}
