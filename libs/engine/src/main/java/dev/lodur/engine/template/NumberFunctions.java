package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Real;
import dev.lodur.engine.template.Value.Whole;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Functions on numbers, and on whatever can be taken for one. Integers wrap around. */
final class NumberFunctions {
    private static final Kind ANY = Kind.ANY;

    private NumberFunctions() {}

    static List<Function> functions() {
        return List.of(
                Function.of("int", arguments -> Whole.of(Casts.toWhole(arguments.value(0))), ANY),
                Function.of("float64", arguments -> new Real(Casts.toReal(arguments.value(0))), ANY),
                Function.variadic("add", arguments -> Whole.of64(fold(0, arguments.values(), Long::sum))),
                folding("mul", (left, right) -> left * right),
                folding("max", Math::max),
                folding("min", Math::min),
                Function.of(
                        "sub",
                        arguments -> Whole.of64(Casts.toWhole(arguments.value(0)) - Casts.toWhole(arguments.value(1))),
                        ANY,
                        ANY),
                dividing("div", (left, right) -> left / right),
                dividing("mod", (left, right) -> left % right),
                foldingReals("maxf", Math::max),
                foldingReals("minf", Math::min),
                real("ceil", Math::ceil),
                real("floor", Math::floor),
                new Function("round", List.of(ANY, Kind.INT), Kind.FLOAT, NumberFunctions::round));
    }

    private static Function folding(String name, LongBinaryOperator operator) {
        return Function.variadic(
                name,
                arguments -> Whole.of64(fold(Casts.toWhole(arguments.value(0)), arguments.from(1), operator)),
                ANY);
    }

    private static long fold(long start, List<Value> values, LongBinaryOperator operator) {
        long result = start;
        for (Value value : values) {
            result = operator.applyAsLong(result, Casts.toWhole(value));
        }
        return result;
    }

    private static Function foldingReals(String name, DoubleBinaryOperator operator) {
        return Function.variadic(
                name,
                arguments -> {
                    double result = Casts.toReal(arguments.value(0));
                    for (Value value : arguments.from(1)) {
                        result = operator.applyAsDouble(result, Casts.toReal(value));
                    }
                    return new Real(result);
                },
                ANY);
    }

    private static Function dividing(String name, LongBinaryOperator operator) {
        return Function.of(
                name,
                arguments -> {
                    long divisor = Casts.toWhole(arguments.value(1));
                    if (divisor == 0) {
                        throw new FunctionFailure("runtime error: integer divide by zero");
                    }
                    return Whole.of64(operator.applyAsLong(Casts.toWhole(arguments.value(0)), divisor));
                },
                ANY,
                ANY);
    }

    private static Function real(String name, DoubleUnaryOperator operator) {
        return Function.of(name, arguments -> new Real(operator.applyAsDouble(Casts.toReal(arguments.value(0)))), ANY);
    }

    /** Rounds up from a given part on, a half by itself; negative numbers always down, as sprig does it. */
    private static Value round(Arguments arguments) {
        double roundOn = arguments.count() > 2 ? arguments.real(2) : 0.5;
        double power = Math.pow(10, arguments.whole(1));
        double digit = power * Casts.toReal(arguments.value(0));
        double fraction = digit - (digit < 0 ? Math.ceil(digit) : Math.floor(digit));
        return new Real((fraction >= roundOn ? Math.ceil(digit) : Math.floor(digit)) / power);
    }
}
