package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Real;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Functions on floats that compute in decimal, so that 0.1 and 0.2 are 0.3. */
final class DecimalFunctions {
    private static final int DIVISION_DIGITS = 16;

    /** Products are cut to this many digits: a template could otherwise make them longer and longer. */
    private static final int MAX_DIGITS = 10_000;

    private DecimalFunctions() {}

    /** Computes with two numbers. */
    private interface Operator {
        BigDecimal of(BigDecimal left, BigDecimal right) throws FunctionFailure;
    }

    static List<Function> functions() {
        return List.of(
                Function.variadic("addf", arguments -> fold(BigDecimal.ZERO, arguments.values(), BigDecimal::add)),
                folding("subf", BigDecimal::subtract),
                folding("mulf", BigDecimal::multiply),
                folding("divf", DecimalFunctions::divide));
    }

    private static Function folding(String name, Operator operator) {
        return Function.variadic(
                name, arguments -> fold(decimal(arguments.value(0)), arguments.from(1), operator), Kind.ANY);
    }

    private static Value fold(BigDecimal start, List<Value> values, Operator operator) throws FunctionFailure {
        BigDecimal result = start;
        for (Value value : values) {
            result = operator.of(result, decimal(value));
            if (result.precision() > MAX_DIGITS) {
                throw new FunctionFailure("decimal of more than " + MAX_DIGITS + " digits");
            }
        }
        return new Real(result.doubleValue());
    }

    private static BigDecimal decimal(Value value) throws FunctionFailure {
        double number = Casts.toReal(value);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new FunctionFailure("Cannot create a Decimal from " + GoFloatText.text(number));
        }
        return new BigDecimal(Double.toString(number));
    }

    private static BigDecimal divide(BigDecimal left, BigDecimal right) throws FunctionFailure {
        if (right.signum() == 0) {
            throw new FunctionFailure("decimal division by 0");
        }
        return left.divide(right, DIVISION_DIGITS, RoundingMode.HALF_UP);
    }
}
