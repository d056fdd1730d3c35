package dev.lodur.logql;

import com.google.re2j.Pattern;
import dev.lodur.model.GoQuote;

/**
 * {@code name="value"} and its kin, in selectors, label filters, {@code drop} and {@code keep}.
 *
 * <p>Regexps are RE2, compared with the whole value; the parser has checked that they compile. A label that is absent
 * has the empty value.
 */
public record LabelMatcher(String name, MatchType type, String value) {

    /** Whether streams without the label match; such a matcher alone would read everything. */
    public boolean matchesEmpty() {
        return switch (type) {
            case EQUAL -> value.isEmpty();
            case NOT_EQUAL -> !value.isEmpty();
            case REGEXP -> Pattern.matches(value, "");
            case NOT_REGEXP -> !Pattern.matches(value, "");
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    void appendTo(StringBuilder text) {
        if (isPlainName(name)) {
            text.append(name);
        } else {
            GoQuote.append(text, name);
        }
        text.append(type.text());
        GoQuote.append(text, value);
    }

    /** Names of ASCII letters, digits and underscores are printed bare, all others quoted. */
    private static boolean isPlainName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
