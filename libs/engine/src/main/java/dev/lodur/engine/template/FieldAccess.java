package dev.lodur.engine.template;

import java.time.ZonedDateTime;
import java.util.List;

/** Follows names through values: labels, entries of objects, methods of times. One execution. */
final class FieldAccess {
    private final State state;
    private final Caller caller;

    FieldAccess(State state, Caller caller) {
        this.state = state;
        this.caller = caller;
    }

    /** The value that a path of names leads to; a method at its end gets the arguments. */
    Value walk(Value dot, Value start, List<String> names, Caller.Call call) throws TemplateException {
        Caller.Call plain = new Caller.Call(call.place(), List.of(), null);
        Value value = start;
        boolean boxed = false;
        for (int i = 0; i < names.size() - 1; i++) {
            Value next = step(dot, value, boxed, names.get(i), plain);
            boxed = value instanceof Value.Mapping;
            value = next;
        }
        return step(dot, value, boxed, names.getLast(), call);
    }

    /** @param boxed whether the value was found in JSON, where all values have the same type */
    private Value step(Value dot, Value value, boolean boxed, String name, Caller.Call call) throws TemplateException {
        return switch (value) {
            case Value.Nil nil -> ofNil(nil, name);
            case Value.Labels labels -> {
                checkNoArguments(name, call);
                yield labels.field(name);
            }
            case Value.Mapping mapping -> {
                checkNoArguments(name, call);
                yield mapping.entries().getOrDefault(name, Value.Nil.INTERFACE);
            }
            case Value.Moment(ZonedDateTime time) -> {
                Function method = TimeMethods.find(time, name);
                if (method == null) {
                    throw noField(name, value.typeName());
                }
                yield caller.call(method, dot, call);
            }
            case Value.Whole whole -> method(dot, whole, name, call);
            case Value.Text text -> throw noField(name, typeName(text, boxed));
            case Value.Real real -> throw noField(name, typeName(real, boxed));
            case Value.Truth truth -> throw noField(name, typeName(truth, boxed));
            case Value.Listing listing -> throw noField(name, typeName(listing, boxed));
        };
    }

    private static String typeName(Value value, boolean boxed) {
        return boxed ? Value.Nil.INTERFACE.typeName() : value.typeName();
    }

    private Value method(Value dot, Value.Whole whole, String name, Caller.Call call) throws TemplateException {
        Function method = DurationMethods.find(whole, name);
        if (method == null) {
            throw noField(name, whole.typeName());
        }
        return caller.call(method, dot, call);
    }

    private Value ofNil(Value.Nil nil, String name) throws TemplateException {
        return switch (nil) {
            case UNTYPED -> Value.Nil.UNTYPED;
            case INTERFACE -> throw state.failure("nil pointer evaluating interface {}." + name);
        };
    }

    private void checkNoArguments(String name, Caller.Call call) throws TemplateException {
        if (!call.arguments().isEmpty() || call.last() != null) {
            throw state.failure(name + " is not a method but has arguments");
        }
    }

    private TemplateException noField(String name, String typeName) {
        return state.failure("can't evaluate field " + name + " in type " + typeName);
    }
}
