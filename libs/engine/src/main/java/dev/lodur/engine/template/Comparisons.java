package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Nil;
import dev.lodur.engine.template.Value.Real;
import dev.lodur.engine.template.Value.Text;
import dev.lodur.engine.template.Value.Truth;
import dev.lodur.engine.template.Value.Whole;
import java.util.List;

/** Go's comparisons of template values, which compare values of one kind only. */
final class Comparisons {
    private static final String INCOMPATIBLE = "incompatible types for comparison";
    private static final String INVALID = "invalid type for comparison";

    private Comparisons() {}

    /** A comparison of two values. */
    private interface Test {
        boolean holds(Value left, Value right) throws FunctionFailure;
    }

    static List<Function> functions() {
        return List.of(
                Function.variadic("eq", Comparisons::anyEqual, Kind.ANY),
                test("ne", (left, right) -> !equal(left, right)),
                test("lt", Comparisons::less),
                test("le", Comparisons::lessOrEqual),
                test("gt", (left, right) -> !lessOrEqual(left, right)),
                test("ge", (left, right) -> !less(left, right)));
    }

    private static Function test(String name, Test test) {
        return Function.of(
                name, arguments -> Truth.of(test.holds(arguments.value(0), arguments.value(1))), Kind.ANY, Kind.ANY);
    }

    private static Value anyEqual(Arguments arguments) throws FunctionFailure {
        if (arguments.count() == 1) {
            throw new FunctionFailure("missing argument for comparison");
        }
        for (Value right : arguments.from(1)) {
            if (equal(arguments.value(0), right)) {
                return Truth.TRUE;
            }
        }
        return Truth.FALSE;
    }

    private static boolean equal(Value left, Value right) throws FunctionFailure {
        if (left instanceof Nil || right instanceof Nil) {
            return left instanceof Nil && right instanceof Nil;
        }
        if (left instanceof Whole a && right instanceof Whole b) {
            return a.number() == b.number();
        }
        if (left instanceof Real(double a) && right instanceof Real(double b)) {
            return a == b;
        }
        if (!left.getClass().equals(right.getClass())) {
            if (isBasic(left) || isBasic(right)) {
                throw new FunctionFailure(INCOMPATIBLE);
            }
            throw notComparable(left);
        }
        if (isBasic(left) || left instanceof Value.Moment) {
            return left.equals(right);
        }
        throw notComparable(left);
    }

    private static FunctionFailure notComparable(Value value) {
        return new FunctionFailure("non-comparable type " + GoPrinter.text(value) + ": " + value.typeName());
    }

    private static boolean isBasic(Value value) {
        return value instanceof Text || value instanceof Whole || value instanceof Real || value instanceof Truth;
    }

    private static boolean less(Value left, Value right) throws FunctionFailure {
        if (!isBasic(left) || !isBasic(right)) {
            throw new FunctionFailure(INVALID);
        }
        if (!left.getClass().equals(right.getClass())) {
            throw new FunctionFailure(INCOMPATIBLE);
        }
        if (left instanceof Text(String a) && right instanceof Text(String b)) {
            return GoText.compare(a, b) < 0;
        }
        if (left instanceof Whole a && right instanceof Whole b) {
            return a.number() < b.number();
        }
        if (left instanceof Real(double a) && right instanceof Real(double b)) {
            return a < b;
        }
        throw new FunctionFailure(INVALID);
    }

    private static boolean lessOrEqual(Value left, Value right) throws FunctionFailure {
        return less(left, right) || equal(left, right);
    }
}
