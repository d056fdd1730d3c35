package dev.lodur.engine.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions: checks how many arguments there are and gives them the types that the function asks for. */
final class Caller {
    private final State state;
    private final Evaluator evaluator;

    Caller(State state, Evaluator evaluator) {
        this.state = state;
        this.evaluator = evaluator;
    }

    /**
     * A place in the template that calls.
     *
     * @param place what errors of the function point at
     * @param last the result of the command before it in the pipeline, its last argument; null where it is the first
     */
    record Call(Term place, List<Term> arguments, @Nullable Value last) {
        int count() {
            return arguments.size() + (last == null ? 0 : 1);
        }
    }

    Value call(Function function, Value dot, Call call) throws TemplateException {
        checkCount(function, call);
        if (function.equals(Logic.AND) || function.equals(Logic.OR)) {
            return shortCircuit(function.equals(Logic.OR), dot, call);
        }
        List<Value> values = new ArrayList<>(call.count());
        for (Term argument : call.arguments()) {
            values.add(argument(argument, function.kind(values.size()), dot));
        }
        Value last = call.last();
        if (last != null) {
            values.add(checked(last, function.kind(values.size())));
        }
        return invoke(function, values, call);
    }

    private Value invoke(Function function, List<Value> values, Call call) throws TemplateException {
        Budget budget = state.budget();
        try {
            Value result = function.body().call(new Arguments(values, state.data(), budget, state.regexes()));
            budget.text(result instanceof Value.Text(String text) ? text.length() : 0);
            return result;
        } catch (FunctionFailure e) {
            state.at(call.place());
            throw state.failure("error calling " + function.name() + ": " + e.text());
        }
    }

    private void checkCount(Function function, Call call) throws TemplateException {
        int wanted = function.parameters().size();
        int got = call.count();
        if (function.rest() == null && got != wanted) {
            throw state.failure("wrong number of args for " + function.name() + ": want " + wanted + " got " + got);
        }
        if (got < wanted) {
            throw state.failure("wrong number of args for " + function.name() + ": want at least " + wanted + " got "
                    + call.arguments().size());
        }
    }

    private Value shortCircuit(boolean stopAt, Value dot, Call call) throws TemplateException {
        Value value = Value.Nil.UNTYPED;
        for (Term argument : call.arguments()) {
            value = argument(argument, Kind.ANY, dot);
            if (value.isTrue() == stopAt) {
                return value;
            }
        }
        return call.last() == null ? value : call.last();
    }

    private Value argument(Term term, Kind kind, Value dot) throws TemplateException {
        state.step();
        state.at(term);
        if (kind != Kind.ANY && term instanceof Term.NilTerm) {
            throw state.failure("cannot assign nil to " + kind.typeName());
        }
        if (kind != Kind.ANY && term instanceof Term.Constant constant) {
            return constant(constant, kind);
        }
        return checked(evaluator.argument(term, dot), kind);
    }

    /** A constant has no type of its own: it becomes what is asked for, where it can. */
    private Value constant(Term.Constant constant, Kind kind) throws TemplateException {
        return switch (kind) {
            case ANY -> constant.value();
            case STRING -> {
                if (!(constant.value() instanceof Value.Text)) {
                    throw expected("string", constant);
                }
                yield constant.value();
            }
            case INT -> new Value.Whole(whole(constant), WholeType.INT);
            case INT64 -> new Value.Whole(whole(constant), WholeType.INT64);
            case DURATION -> new Value.Whole(whole(constant), WholeType.DURATION);
            case FLOAT -> new Value.Real(constant.number().real().orElseThrow(() -> expected("float", constant)));
            case TIME ->
                throw state.failure("can't handle " + constant.source() + " for arg of type " + kind.typeName());
        };
    }

    private long whole(Term.Constant constant) throws TemplateException {
        return constant.number().whole().orElseThrow(() -> expected("integer", constant));
    }

    private TemplateException expected(String what, Term.Constant constant) {
        return state.failure("expected " + what + "; found " + constant.source());
    }

    private Value checked(Value value, Kind kind) throws TemplateException {
        if (kind.takes(value)) {
            return value;
        }
        if (value == Value.Nil.UNTYPED) {
            throw state.failure("invalid value; expected " + kind.typeName());
        }
        throw state.failure("wrong type for value; expected " + kind.typeName() + "; got " + value.typeName());
    }
}
