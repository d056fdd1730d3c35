package dev.lodur.logql;

/** The operators between vectors and scalars, with Prometheus' precedence. */
public enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    UNLESS("unless", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 3),
    LESS_OR_EQUAL("<=", 3),
    GREATER(">", 3),
    GREATER_OR_EQUAL(">=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    POWER("^", 6);

    private final String text;
    private final int precedence;

    BinaryOperator(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    /** Binds tighter the greater it is. */
    int precedence() {
        return precedence;
    }

    boolean isRightAssociative() {
        return this == POWER;
    }

    /** Whether it works on sets of series and takes no scalar. */
    public boolean isSetOperator() {
        return this == OR || this == AND || this == UNLESS;
    }

    public boolean isComparison() {
        return precedence == 3;
    }

    /**
     * What the operator makes of two scalars: comparisons answer 1 or 0; a division or remainder by zero is NaN, as in
     * Loki.
     */
    public double apply(double left, double right) {
        return switch (this) {
            case EQUAL -> truth(left == right);
            case NOT_EQUAL -> truth(left != right);
            case LESS -> truth(left < right);
            case LESS_OR_EQUAL -> truth(left <= right);
            case GREATER -> truth(left > right);
            case GREATER_OR_EQUAL -> truth(left >= right);
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> right == 0 ? Double.NaN : left / right;
            case MODULO -> right == 0 ? Double.NaN : left % right;
            case POWER -> Math.pow(left, right);
            case OR, AND, UNLESS -> throw new IllegalArgumentException(text + " between scalars");
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
