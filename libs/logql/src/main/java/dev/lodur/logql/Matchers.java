package dev.lodur.logql;

import org.jspecify.annotations.Nullable;

/** Makes matchers out of tokens. */
final class Matchers {
    private Matchers() {}

    static @Nullable MatchType type(TokenType operator) {
        return switch (operator) {
            case EQ -> MatchType.EQUAL;
            case NEQ -> MatchType.NOT_EQUAL;
            case RE -> MatchType.REGEXP;
            case NRE -> MatchType.NOT_REGEXP;
            default -> null;
        };
    }

    /** A matcher whose regexp, if it has one, compiles. */
    static LabelMatcher matcher(String name, MatchType type, String value) {
        String error = type.isRegexp() ? Regexps.error(value) : null;
        if (error != null) {
            throw ParseErrors.of(error);
        }
        return new LabelMatcher(name, type, value);
    }
}
