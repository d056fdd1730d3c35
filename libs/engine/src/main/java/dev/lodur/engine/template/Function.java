package dev.lodur.engine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates can call.
 *
 * @param parameters the types of the arguments that it must have
 * @param rest the type of any further arguments, null where there may be none
 */
record Function(
        String name, List<Kind> parameters, @Nullable Kind rest, Body body) {
    /** What a function does. */
    interface Body {
        Value call(Arguments arguments) throws FunctionFailure;
    }

    static Function of(String name, Body body, Kind... parameters) {
        return new Function(name, List.of(parameters), null, body);
    }

    /** A function with any number of further arguments of any type. */
    static Function variadic(String name, Body body, Kind... parameters) {
        return new Function(name, List.of(parameters), Kind.ANY, body);
    }

    /** The type of an argument by its index. */
    Kind kind(int index) {
        return index < parameters.size() || rest == null ? parameters.get(index) : rest;
    }
}
