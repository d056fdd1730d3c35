package dev.lodur.testkit.conformance;

/** A LogQL query with its strings emptied and its comments gone, so that words in it mean what they seem to. */
final class QueryText {
    private QueryText() {}

    static String bare(String query) {
        StringBuilder bare = new StringBuilder(query.length());
        int at = 0;
        while (at < query.length()) {
            char c = query.charAt(at);
            switch (c) {
                case '#' -> at = endOfLine(query, at);
                case '"', '`' -> {
                    bare.append("\"\"");
                    at = endOfString(query, at);
                }
                default -> {
                    bare.append(c);
                    at++;
                }
            }
        }
        return bare.toString();
    }

    private static int endOfLine(String query, int from) {
        int end = query.indexOf('\n', from);
        return end < 0 ? query.length() : end;
    }

    private static int endOfString(String query, int from) {
        char quote = query.charAt(from);
        int at = from + 1;
        while (at < query.length() && query.charAt(at) != quote) {
            at += quote == '"' && query.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
