package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.Locale;

/** Text in quotes with all that is not ASCII escaped, as {@code %+q} prints it. */
final class AsciiQuote {
    private AsciiQuote() {}

    static String quote(String text) {
        StringBuilder out = new StringBuilder();
        GoQuote.quote(text).codePoints().forEach(c -> {
            if (c < 0x80) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return out.toString();
    }
}
