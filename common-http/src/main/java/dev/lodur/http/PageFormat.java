package dev.lodur.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a page is asked for by a person or by a program. */
public enum PageFormat {
    HTML,
    JSON;

    /**
     * @param format of the query, which decides where it is there
     * @param accept the header; who does not name HTML and does name JSON is a program
     */
    public static PageFormat of(@Nullable String format, @Nullable String accept) {
        if (format != null) {
            return format.toLowerCase(Locale.ROOT).equals("json") ? JSON : HTML;
        }
        return accept != null && accept.contains("application/json") && !accept.contains("text/html") ? JSON : HTML;
    }
}
