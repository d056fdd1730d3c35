package dev.lodur.lokiapi.read;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about where its query comes from: the header {@code X-Query-Tags}, made safe for a log line.
 *
 * @param text the tags, such as {@code Source=grafana-lokiexplore-app,Feature=x}; empty without the header
 */
public record QueryTags(String text) {
    public static final String HEADER = "X-Query-Tags";
    public static final QueryTags NONE = new QueryTags("");

    private static final String PUNCTUATION = "-=.@, _";
    private static final String DRILLDOWN = "grafana-lokiexplore-app";

    public static QueryTags parse(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        StringBuilder safe = new StringBuilder(header.length());
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            safe.append(isSafe(c) ? c : '_');
        }
        return new QueryTags(safe.toString());
    }

    private static boolean isSafe(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }

    /** The value of a tag whose name is given in any case, or the empty string. */
    public String get(String name) {
        for (String tag : text.split(",", -1)) {
            int equals = tag.indexOf('=');
            if (equals > 0 && tag.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return tag.substring(equals + 1).strip();
            }
        }
        return "";
    }

    /** Whether the client wants a cut-off answer with a warning where others get an error for too many series. */
    public boolean wantsPartialResults() {
        return get("source").toLowerCase(Locale.ROOT).equals(DRILLDOWN);
    }
}
