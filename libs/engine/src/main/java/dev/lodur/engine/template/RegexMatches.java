package dev.lodur.engine.template;

import com.google.re2j.Matcher;

/** The matches of a regular expression that Go finds: an empty one does not follow another directly. One thread. */
final class RegexMatches {
    private final Matcher matcher;
    private final String text;
    private int from;
    private int lastEnd = -1;

    RegexMatches(Matcher matcher, String text) {
        this.matcher = matcher;
        this.text = text;
    }

    boolean next() {
        while (from <= text.length() && matcher.find(from)) {
            boolean empty = matcher.start() == matcher.end();
            boolean counts = !empty || matcher.start() != lastEnd;
            lastEnd = matcher.end();
            from = empty ? after(matcher.end()) : matcher.end();
            if (counts) {
                return true;
            }
        }
        return false;
    }

    private int after(int at) {
        return at < text.length() ? text.offsetByCodePoints(at, 1) : at + 1;
    }
}
