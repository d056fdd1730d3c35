package dev.lodur.logql;

/** How a matcher compares a label's value with its own. */
public enum MatchType {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEXP("=~"),
    NOT_REGEXP("!~");

    private final String text;

    MatchType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public boolean isRegexp() {
        return this == REGEXP || this == NOT_REGEXP;
    }

    public boolean isNegative() {
        return this == NOT_EQUAL || this == NOT_REGEXP;
    }
}
