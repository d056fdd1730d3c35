package dev.lodur.engine.prune;

import dev.lodur.engine.regex.Regex;
import dev.lodur.engine.regex.RegexLiterals;
import dev.lodur.logql.LineFilter;
import dev.lodur.segment.filter.Needle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What lines have that pass a line filter. */
final class LineFilterNeedles {
    private static final Pattern WILDCARD = Pattern.compile("<_>", Pattern.LITERAL);

    private LineFilterNeedles() {}

    static Needle of(LineFilter filter) {
        if (filter.operator().isNegative()) {
            return Needle.ANYTHING;
        }
        boolean alone = filter.alternatives().size() == 1;
        return Needle.anyOf(filter.alternatives().stream()
                .map(needle -> of(filter.operator(), needle, alone))
                .toList());
    }

    /** Among alternatives {@code ip("…")} is the text between the quotes, as it is for the filter itself. */
    private static Needle of(LineFilter.Operator operator, LineFilter.Needle needle, boolean alone) {
        return switch (needle) {
            case LineFilter.Ip(String addresses) -> alone ? Needle.ANYTHING : contained(addresses);
            case LineFilter.Text(String text) ->
                switch (operator) {
                    case CONTAINS -> contained(text);
                    case MATCHES -> ofRegex(text);
                    case PATTERN ->
                        Needle.allOf(WILDCARD.splitAsStream(text)
                                .map(LineFilterNeedles::contained)
                                .toList());
                    case NOT_CONTAINS, NOT_MATCHES, NOT_PATTERN -> Needle.ANYTHING;
                };
        };
    }

    private static Needle contained(String text) {
        return Needle.contained(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Needle ofRegex(String pattern) {
        List<RegexLiterals.Literal> literals =
                Regex.anywhere(pattern).literals().alternatives();
        Stream<Needle> needles = literals.stream().map(literal -> Needle.contained(literal.bytes()));
        return literals.isEmpty() ? Needle.ANYTHING : Needle.anyOf(needles.toList());
    }
}
