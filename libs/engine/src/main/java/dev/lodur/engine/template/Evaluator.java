package dev.lodur.engine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the values of pipelines and what they are made of; one execution. */
final class Evaluator {
    private final State state;
    private final Caller caller;
    private final FieldAccess fields;

    Evaluator(State state) {
        this.state = state;
        this.caller = new Caller(state, this);
        this.fields = new FieldAccess(state, caller);
    }

    /** The value of a pipeline, which its variables get too. */
    Value pipeline(Term.Pipeline pipeline, Value dot) throws TemplateException {
        state.at(pipeline);
        state.enter();
        Value value = null;
        for (Term.Command command : pipeline.commands()) {
            value = command(command, dot, value);
            // What stands in a JSON document is a value in its own right now.
            value = value == Value.Nil.INTERFACE ? Value.Nil.UNTYPED : value;
        }
        state.leave();
        Value result = value == null ? Value.Nil.UNTYPED : value;
        for (String variable : pipeline.variables()) {
            if (pipeline.assigns()) {
                state.assign(variable, result);
            } else {
                state.declare(variable, result);
            }
        }
        return result;
    }

    private Value command(Term.Command command, Value dot, @Nullable Value last) throws TemplateException {
        state.step();
        Term first = command.first();
        List<Term> arguments = command.arguments();
        return switch (first) {
            case Term.Field field -> field(field, dot, new Caller.Call(command, arguments, last));
            case Term.Chain chain -> chain(chain, dot, new Caller.Call(chain, arguments, last));
            case Term.Variable variable -> variable(variable, dot, new Caller.Call(variable, arguments, last));
            case Term.Identifier identifier -> {
                state.at(identifier);
                yield caller.call(identifier.function(), dot, new Caller.Call(command, arguments, last));
            }
            case Term.Pipeline pipeline -> {
                notAFunction(command, last);
                yield pipeline(pipeline, dot);
            }
            case Term.Command nested -> command(nested, dot, null);
            case Term.Dot place -> constant(command, last, dot);
            case Term.Constant constant -> constant(command, last, constant.value());
            case Term.NilTerm nil -> {
                constant(command, last, Value.Nil.UNTYPED);
                throw state.failure("nil is not a command");
            }
        };
    }

    private Value constant(Term.Command command, @Nullable Value last, Value value) throws TemplateException {
        state.at(command.first());
        notAFunction(command, last);
        return value;
    }

    private void notAFunction(Term.Command command, @Nullable Value last) throws TemplateException {
        if (command.words().size() > 1 || last != null) {
            throw state.failure(
                    "can't give argument to non-function " + command.first().source());
        }
    }

    /** The value of a word that stands as an argument, of whatever type it is. */
    Value argument(Term term, Value dot) throws TemplateException {
        Caller.Call plain = new Caller.Call(term, List.of(), null);
        return switch (term) {
            case Term.Dot place -> dot;
            case Term.NilTerm nil -> Value.Nil.UNTYPED;
            case Term.Constant constant -> constant.value();
            case Term.Field field -> field(field, dot, plain);
            case Term.Variable variable -> variable(variable, dot, plain);
            case Term.Pipeline pipeline -> pipeline(pipeline, dot);
            case Term.Chain chain -> chain(chain, dot, plain);
            case Term.Command command -> command(command, dot, null);
            case Term.Identifier identifier -> {
                state.at(identifier);
                yield caller.call(identifier.function(), dot, plain);
            }
        };
    }

    private Value field(Term.Field field, Value dot, Caller.Call call) throws TemplateException {
        state.at(field);
        return fields.walk(dot, dot, field.names(), new Caller.Call(field, call.arguments(), call.last()));
    }

    private Value variable(Term.Variable variable, Value dot, Caller.Call call) throws TemplateException {
        state.at(variable);
        Value value = state.variable(variable.names().getFirst());
        List<String> names = variable.names();
        if (names.size() > 1) {
            return fields.walk(dot, value, names.subList(1, names.size()), call);
        }
        if (!call.arguments().isEmpty() || call.last() != null) {
            throw state.failure("can't give argument to non-function " + variable.source());
        }
        return value;
    }

    private Value chain(Term.Chain chain, Value dot, Caller.Call call) throws TemplateException {
        state.at(chain);
        if (chain.start() instanceof Term.NilTerm) {
            throw state.failure("indirection through explicit nil in " + chain.source());
        }
        state.at(chain.start());
        return fields.walk(dot, argument(chain.start(), dot), chain.names(), call);
    }
}
