package dev.lodur.logql;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Parses aggregations over ranges and over vectors, and checks what each operation asks for. */
final class AggregationParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    AggregationParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    SampleExpr parseRange(RangeOperation operation) {
        int offset = tokens.next().offset();
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        if (!tokens.at(TokenType.NUMBER)
                && !tokens.at(TokenType.OPEN_BRACE)
                && !tokens.at(TokenType.OPEN_PARENTHESIS)) {
            throw tokens.unexpected(TokenType.NUMBER, TokenType.OPEN_BRACE, TokenType.OPEN_PARENTHESIS);
        }
        String parameter = null;
        if (tokens.at(TokenType.NUMBER)) {
            parameter = tokens.next().text();
            tokens.expect(TokenType.COMMA);
        }
        LogRange range = new RangeParser(tokens).parse();
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        Grouping grouping = parseGrouping();
        String mistake = mistake(operation, parameter, range, grouping);
        if (mistake != null) {
            tokens.note(offset, mistake);
        }
        OptionalDouble quantile =
                parameter == null ? OptionalDouble.empty() : OptionalDouble.of(FloatText.parse(parameter));
        return new SampleExpr.RangeAggregation(operation, quantile, range, grouping);
    }

    private static @Nullable String mistake(
            RangeOperation operation, @Nullable String parameter, LogRange range, @Nullable Grouping grouping) {
        if (parameter != null && !operation.takesParameter()) {
            return "parameter " + parameter + " not supported for operation " + operation.text();
        }
        if (parameter != null && Double.isNaN(FloatText.parse(parameter))) {
            return "invalid parameter for operation " + operation.text() + ": strconv.ParseFloat: parsing \""
                    + parameter + "\": invalid syntax";
        }
        if (parameter == null && operation.takesParameter()) {
            return "parameter required for operation " + operation.text();
        }
        if (grouping != null && !operation.allowsGrouping()) {
            return "grouping not allowed for " + operation.text() + " aggregation";
        }
        if (range.unwrap() != null && !operation.allowsUnwrap()) {
            return "invalid aggregation " + operation.text() + " with unwrap";
        }
        if (range.unwrap() == null && operation.needsUnwrap()) {
            return "invalid aggregation " + operation.text() + " without unwrap";
        }
        return null;
    }

    SampleExpr parseVector(VectorOperation operation) {
        int offset = tokens.next().offset();
        Grouping grouping = parseGrouping();
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        String parameter = null;
        SampleExpr inner;
        if (tokens.at(TokenType.NUMBER)) {
            Token number = tokens.next();
            boolean isParameter = tokens.accept(TokenType.COMMA);
            parameter = isParameter ? number.text() : null;
            inner = isParameter ? expressions.parseSamples() : expressions.parseSamplesFrom(number);
        } else {
            inner = expressions.parseSamples();
        }
        if (!tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
            throw tokens.unexpected();
        }
        if (grouping == null) {
            grouping = parseGrouping();
        }
        String mistake = mistake(operation, parameter, grouping);
        if (mistake != null) {
            tokens.note(offset, mistake);
        }
        return new SampleExpr.VectorAggregation(
                operation, positive(parameter), inner, grouping == null ? Grouping.NONE : grouping);
    }

    private static @Nullable String mistake(
            VectorOperation operation, @Nullable String parameter, @Nullable Grouping grouping) {
        String name = operation.text();
        if (operation.takesParameter()) {
            if (parameter == null) {
                return "parameter required for operation " + name;
            }
            if (!isInteger(parameter)) {
                return "invalid parameter " + name + "(" + parameter + ",";
            }
            if (Long.parseLong(parameter) == 0) {
                return "invalid parameter (must be greater than 0) " + name + "(" + parameter;
            }
        } else if (parameter != null) {
            return "unsupported parameter for operation " + name + "(" + parameter + ",";
        }
        if (operation.isSort() && grouping != null) {
            return "sort and sort_desc doesn't allow grouping by";
        }
        if (operation == VectorOperation.APPROX_TOPK && grouping != null) {
            return "grouping not allowed for " + name + " aggregation";
        }
        return null;
    }

    /** The parameter as a number; empty also where a mistake was noted, as then there is no tree. */
    private static OptionalLong positive(@Nullable String parameter) {
        return parameter == null || !isInteger(parameter)
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(parameter));
    }

    private static boolean isInteger(String text) {
        return text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private @Nullable Grouping parseGrouping() {
        boolean without = tokens.at(TokenType.WITHOUT);
        if (!without && !tokens.at(TokenType.BY)) {
            return null;
        }
        tokens.next();
        return new Grouping(without, MatchingParser.parseLabels(tokens));
    }
}
