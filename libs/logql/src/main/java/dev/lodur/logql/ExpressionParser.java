package dev.lodur.logql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses whole queries: operators by precedence, parentheses, numbers, and what begins with a function's name. */
final class ExpressionParser {
    /** Stands for what a noted mistake makes meaningless; no parse that notes one returns a tree. */
    private static final Expr UNUSED = new SampleExpr.Vector(0);

    private final TokenStream tokens;
    private final AggregationParser aggregations;
    private final PipelineParser pipelines;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.pipelines = new PipelineParser(tokens);
        this.aggregations = new AggregationParser(tokens, this);
    }

    Expr parseQuery() {
        Expr expr = parseExpression(0);
        if (!tokens.at(TokenType.END)) {
            throw tokens.unexpected();
        }
        return expr;
    }

    /** An expression of which the grammar wants a number: after a log query the next token is an error. */
    SampleExpr parseSamples() {
        if (parseExpression(0) instanceof SampleExpr samples) {
            return samples;
        }
        throw tokens.unexpected();
    }

    /** As {@link #parseSamples()} where the first operand, a number, was taken already. */
    SampleExpr parseSamplesFrom(Token number) {
        Expr literal = new SampleExpr.Literal(number(number));
        if (parseOperators(number.offset(), literal, 0) instanceof SampleExpr samples) {
            return samples;
        }
        throw tokens.unexpected();
    }

    /** Operators that bind at least as tight as the precedence, and their operands. */
    private Expr parseExpression(int precedence) {
        int offset = tokens.peek().offset();
        tokens.enter();
        Expr expr = parseOperators(offset, parseOperand(), precedence);
        tokens.leave();
        return expr;
    }

    private Expr parseOperators(int offset, Expr first, int precedence) {
        Expr left = first;
        while (tokens.peek().type().meaning() instanceof BinaryOperator operator
                && operator.precedence() >= precedence) {
            tokens.countOperator();
            tokens.next();
            MatchingParser.Modifiers modifiers = MatchingParser.parse(tokens);
            Expr right = parseExpression(operator.precedence() + (operator.isRightAssociative() ? 0 : 1));
            left = combine(offset, operator, left, right, modifiers);
        }
        return left;
    }

    private Expr combine(
            int offset, BinaryOperator operator, Expr left, Expr right, MatchingParser.Modifiers modifiers) {
        String mistake = mistake(operator, left, right);
        if (mistake != null) {
            tokens.note(offset, mistake);
            return UNUSED;
        }
        if (left instanceof SampleExpr.Literal(double a) && right instanceof SampleExpr.Literal(double b)) {
            return new SampleExpr.Literal(operator.apply(a, b));
        }
        return new SampleExpr.BinaryOperation(
                operator, (SampleExpr) left, (SampleExpr) right, modifiers.returnBool(), modifiers.matching());
    }

    private static @Nullable String mistake(BinaryOperator operator, Expr left, Expr right) {
        if (!(left instanceof SampleExpr)) {
            return "unexpected type for left leg of binary operation (" + operator.text() + "): " + typeName(left);
        }
        if (!(right instanceof SampleExpr)) {
            return "unexpected type for right leg of binary operation (" + operator.text() + "): " + typeName(right);
        }
        if (operator.isSetOperator() && left instanceof SampleExpr.Literal(double value)) {
            return literalMistake("left", operator, value);
        }
        if (operator.isSetOperator() && right instanceof SampleExpr.Literal(double value)) {
            return literalMistake("right", operator, value);
        }
        return null;
    }

    private static String literalMistake(String side, BinaryOperator operator, double value) {
        return "unexpected literal for " + side + " leg of logical/set binary operation (" + operator.text() + "): "
                + FloatText.sixDecimals(value);
    }

    /** The name by which Loki's error texts call what is no sample expression. */
    private static String typeName(Expr expr) {
        return switch (expr) {
            case LogExpr log -> log.isSelector() ? "*syntax.MatchersExpr" : "*syntax.PipelineExpr";
            case Expr.Variants variants -> "*syntax.MultiVariantExpr";
            case SampleExpr samples -> throw new IllegalArgumentException(samples.toString());
        };
    }

    private Expr parseOperand() {
        Token token = tokens.peek();
        if (token.type().meaning() instanceof RangeOperation operation) {
            return aggregations.parseRange(operation);
        }
        if (token.type().meaning() instanceof VectorOperation operation) {
            return aggregations.parseVector(operation);
        }
        return switch (token.type()) {
            case OPEN_BRACE -> parseLog();
            case OPEN_PARENTHESIS -> parseParentheses();
            case NUMBER -> new SampleExpr.Literal(number(tokens.next()));
            case ADD -> new SampleExpr.Literal(signedNumber(1));
            case SUB -> new SampleExpr.Literal(signedNumber(-1));
            case VECTOR -> parseVectorLiteral();
            case LABEL_REPLACE -> parseLabelReplace();
            case VARIANTS -> parseVariants();
            default -> throw tokens.unexpected();
        };
    }

    private LogExpr parseLog() {
        List<LabelMatcher> matchers = pipelines.parseSelector();
        return new LogExpr(matchers, pipelines.parseStages());
    }

    private Expr parseParentheses() {
        tokens.next();
        Expr expr = parseExpression(0);
        if (!tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
            throw tokens.unexpected();
        }
        return expr;
    }

    private double signedNumber(int sign) {
        tokens.next();
        return sign * number(tokens.expect(TokenType.NUMBER));
    }

    private double number(Token token) {
        double value = FloatText.parse(token.text());
        if (Double.isNaN(value)) {
            tokens.note(token.offset(), "unable to parse literal as a float: " + strconvError(token));
        }
        return value;
    }

    private static String strconvError(Token token) {
        return "strconv.ParseFloat: parsing \"" + token.text() + "\": invalid syntax";
    }

    private SampleExpr parseVectorLiteral() {
        tokens.next();
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        double value = number(tokens.expect(TokenType.NUMBER));
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        return new SampleExpr.Vector(value);
    }

    private SampleExpr parseLabelReplace() {
        int offset = tokens.next().offset();
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        SampleExpr inner = parseSamples();
        if (!tokens.at(TokenType.COMMA)) {
            throw tokens.unexpected();
        }
        String destination = parseArgument();
        String replacement = parseArgument();
        String source = parseArgument();
        String regexp = parseArgument();
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        String error = Regexps.error("^(?:" + regexp + ")$");
        if (error != null) {
            tokens.note(offset, "invalid regex in label_replace: " + error);
        }
        return new SampleExpr.LabelReplace(inner, destination, replacement, source, regexp);
    }

    private String parseArgument() {
        tokens.expect(TokenType.COMMA);
        return tokens.expect(TokenType.STRING).text();
    }

    private Expr parseVariants() {
        tokens.next();
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        List<SampleExpr> queries = new ArrayList<>();
        do {
            queries.add(parseSamples());
        } while (tokens.accept(TokenType.COMMA));
        if (!tokens.accept(TokenType.CLOSE_PARENTHESIS)) {
            throw tokens.unexpected();
        }
        tokens.expect(TokenType.OF);
        tokens.expect(TokenType.OPEN_PARENTHESIS);
        LogRange range = new RangeParser(tokens).parse();
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        return new Expr.Variants(queries, range);
    }
}
