package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Truth;
import java.util.List;

/** Functions on truth: {@code and}, {@code or}, {@code not}, {@code default}, and {@code call}, which nothing can be. */
final class Logic {
    /** Called by the evaluator itself, which leaves out arguments that do not matter. */
    static final Function AND = Function.variadic("and", arguments -> arguments.value(0), Kind.ANY);

    /** As {@link #AND}. */
    static final Function OR = Function.variadic("or", arguments -> arguments.value(0), Kind.ANY);

    private Logic() {}

    static List<Function> functions() {
        return List.of(
                AND,
                OR,
                Function.of("not", arguments -> Truth.of(!arguments.value(0).isTrue()), Kind.ANY),
                Function.variadic("default", Logic::otherwise, Kind.ANY),
                Function.variadic("call", Logic::call, Kind.ANY));
    }

    private static Value otherwise(Arguments arguments) {
        boolean given = arguments.count() > 1 && arguments.value(1).isTrue();
        return arguments.value(given ? 1 : 0);
    }

    private static Value call(Arguments arguments) throws FunctionFailure {
        Value value = arguments.value(0);
        if (value instanceof Value.Nil) {
            throw new FunctionFailure("call of nil");
        }
        throw new FunctionFailure("non-function of type " + value.typeName());
    }
}
