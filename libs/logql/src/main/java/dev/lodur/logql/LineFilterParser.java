package dev.lodur.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses line filters: an operator and texts or addresses, chained by {@code or}. */
final class LineFilterParser {
    private LineFilterParser() {}

    static LineFilter.@Nullable Operator operator(TokenType type) {
        return switch (type) {
            case PIPE_EXACT -> LineFilter.Operator.CONTAINS;
            case NEQ -> LineFilter.Operator.NOT_CONTAINS;
            case PIPE_MATCH -> LineFilter.Operator.MATCHES;
            case NRE -> LineFilter.Operator.NOT_MATCHES;
            case PIPE_PATTERN -> LineFilter.Operator.PATTERN;
            case NPA -> LineFilter.Operator.NOT_PATTERN;
            default -> null;
        };
    }

    /** Parses what follows the operator and adds the filters; each alternative of a negative one is its own filter. */
    static void parse(TokenStream tokens, LineFilter.Operator operator, List<Stage> stages) {
        List<LineFilter.Needle> alternatives = new ArrayList<>();
        do {
            alternatives.add(parseNeedle(tokens));
        } while (tokens.accept(TokenType.OR));
        if (!operator.isNegative()) {
            stages.add(new LineFilter(operator, alternatives));
            return;
        }
        for (LineFilter.Needle needle : alternatives) {
            stages.add(new LineFilter(operator, List.of(needle)));
        }
    }

    private static LineFilter.Needle parseNeedle(TokenStream tokens) {
        if (tokens.at(TokenType.STRING)) {
            return new LineFilter.Text(tokens.next().text());
        }
        if (!tokens.accept(TokenType.IP)) {
            throw tokens.unexpected(TokenType.STRING, TokenType.IP);
        }
        return new LineFilter.Ip(parseAddresses(tokens));
    }

    /** What follows the word {@code ip}. */
    static String parseAddresses(TokenStream tokens) {
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        String addresses = tokens.expect(TokenType.STRING).text();
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        return addresses;
    }
}
