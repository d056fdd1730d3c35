package dev.lodur.logql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Parses conditions on labels.
 *
 * <p>{@code and} binds tighter than {@code or}, both to the left. A comma and a mere blank, which also mean "and", have
 * no precedence: whatever follows them is grouped first, and they take their left side from an operator before them.
 * So {@code a=1 or b=1, c=1} is {@code a=1 or (b=1, c=1)} and {@code a=1, b=1 or c=1} is {@code a=1, (b=1 or c=1)}.
 */
final class LabelFilterParser {
    private enum Joint {
        AND,
        OR,
        COMMA,
        BLANK
    }

    private final TokenStream tokens;

    LabelFilterParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    LabelFilter parse() {
        tokens.enter();
        Deque<LabelFilter> filters = new ArrayDeque<>();
        Deque<Joint> joints = new ArrayDeque<>();
        filters.push(parseOperand());
        while (true) {
            Joint joint = joint();
            if (joint == null) {
                break;
            }
            tokens.countOperator();
            if (joint != Joint.BLANK) {
                tokens.next();
            }
            while (!joints.isEmpty() && bindsFirst(joints.peek(), joint)) {
                reduce(filters, joints);
            }
            joints.push(joint);
            filters.push(parseOperand());
        }
        while (!joints.isEmpty()) {
            reduce(filters, joints);
        }
        tokens.leave();
        return filters.pop();
    }

    private @Nullable Joint joint() {
        return switch (tokens.peek().type()) {
            case AND -> Joint.AND;
            case OR -> Joint.OR;
            case COMMA -> Joint.COMMA;
            case IDENTIFIER, OPEN_PARENTHESIS -> Joint.BLANK;
            default -> null;
        };
    }

    private static boolean bindsFirst(Joint left, Joint right) {
        return switch (right) {
            case AND -> left == Joint.AND;
            case OR -> left == Joint.AND || left == Joint.OR;
            case COMMA, BLANK -> false;
        };
    }

    private static void reduce(Deque<LabelFilter> filters, Deque<Joint> joints) {
        LabelFilter right = filters.pop();
        LabelFilter left = filters.pop();
        filters.push(joints.pop() == Joint.OR ? new LabelFilter.Or(left, right) : new LabelFilter.And(left, right));
    }

    private LabelFilter parseOperand() {
        if (tokens.accept(TokenType.OPEN_PARENTHESIS)) {
            LabelFilter filter = parse();
            if (!tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
                throw tokens.unexpected();
            }
            return filter;
        }
        if (!tokens.at(TokenType.IDENTIFIER)) {
            throw tokens.unexpected(TokenType.IDENTIFIER, TokenType.OPEN_PARENTHESIS);
        }
        return parseComparison(tokens.next().text());
    }

    private LabelFilter parseComparison(String label) {
        TokenType operator = tokens.peek().type();
        MatchType match = Matchers.type(operator);
        if (match != null) {
            tokens.next();
            return parseMatch(label, operator, match);
        }
        LabelFilter.Comparison comparison = comparison(operator);
        if (comparison == null) {
            throw tokens.unexpected();
        }
        tokens.next();
        return parseValue(label, comparison);
    }

    private LabelFilter parseMatch(String label, TokenType operator, MatchType match) {
        if (match.isRegexp() || tokens.at(TokenType.STRING)) {
            return new LabelFilter.Text(Matchers.matcher(
                    label, match, tokens.expect(TokenType.STRING).text()));
        }
        if (tokens.accept(TokenType.IP)) {
            return new LabelFilter.Ip(label, match.isNegative(), LineFilterParser.parseAddresses(tokens));
        }
        LabelFilter.Comparison comparison = comparison(operator);
        return parseValue(label, comparison == null ? LabelFilter.Comparison.EQUAL : comparison);
    }

    private static LabelFilter.@Nullable Comparison comparison(TokenType operator) {
        return switch (operator) {
            case EQ, CMP_EQ -> LabelFilter.Comparison.EQUAL;
            case NEQ -> LabelFilter.Comparison.NOT_EQUAL;
            case GT -> LabelFilter.Comparison.GREATER;
            case GTE -> LabelFilter.Comparison.GREATER_OR_EQUAL;
            case LT -> LabelFilter.Comparison.LESS;
            case LTE -> LabelFilter.Comparison.LESS_OR_EQUAL;
            default -> null;
        };
    }

    private LabelFilter parseValue(String label, LabelFilter.Comparison comparison) {
        Token token = tokens.peek();
        return switch (token.type()) {
            case DURATION ->
                new LabelFilter.Time(label, comparison, tokens.next().duration());
            case BYTES -> new LabelFilter.Bytes(label, comparison, tokens.next().bytes());
            case NUMBER -> new LabelFilter.Numeric(label, comparison, parseNumber(1));
            case ADD, SUB -> {
                tokens.next();
                yield new LabelFilter.Numeric(label, comparison, parseNumber(token.is(TokenType.SUB) ? -1 : 1));
            }
            default -> throw tokens.unexpected();
        };
    }

    /** Numbers that are none to Loki, like {@code 0x1F}, count as 0 in filters. */
    private double parseNumber(int sign) {
        double value = FloatText.parse(tokens.expect(TokenType.NUMBER).text());
        return Double.isNaN(value) ? 0 : sign * value;
    }
}
