package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;

/** Runs the statements of a template on one line; one use. */
final class Execution {
    private final State state;
    private final Evaluator evaluator;
    private final Node.Block main;
    private final TemplateData data;
    private final StringBuilder out;
    private final int start;

    Execution(Template template, TemplateData data, StringBuilder out) {
        this.state = new State(template, data, new Start(template.name()));
        this.evaluator = new Evaluator(state);
        this.main = template.main();
        this.data = data;
        this.out = out;
        this.start = out.length();
    }

    /** The place before anything was looked at. */
    private record Start(String source) implements Place {
        @Override
        public int position() {
            return 0;
        }
    }

    /** How a list of statements ended. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    void run() throws TemplateException {
        Value dot = new Value.Labels(data);
        state.declare("$", dot);
        block(main, dot);
    }

    Flow block(Node.Block block, Value dot) throws TemplateException {
        state.enter();
        for (Node node : block.nodes()) {
            Flow flow = node(node, dot);
            if (flow != Flow.NEXT) {
                state.leave();
                return flow;
            }
        }
        state.leave();
        return Flow.NEXT;
    }

    private Flow node(Node node, Value dot) throws TemplateException {
        state.step();
        return switch (node) {
            case Node.Literal(String text) -> append(text);
            case Node.FieldAction(Node.Action action, String name) -> field(action, name, dot);
            case Node.Action action -> action(action, dot);
            case Node.If condition -> condition(condition, dot);
            case Node.With with -> with(with, dot);
            case Node.Range range -> range(range, dot);
            case Node.Invoke invoke -> invoke(invoke, dot);
            case Node.Break end -> Flow.BREAK;
            case Node.Continue end -> Flow.CONTINUE;
        };
    }

    private Flow append(String text) throws TemplateException {
        out.append(text);
        return checkOutput();
    }

    private Flow checkOutput() throws TemplateException {
        if (out.length() - start > Budget.MAX_TEXT_LENGTH) {
            throw state.failure("output exceeds the limit of " + Budget.MAX_TEXT_LENGTH + " characters");
        }
        return Flow.NEXT;
    }

    private Flow field(Node.Action action, String name, Value dot) throws TemplateException {
        if (!(dot instanceof Value.Labels)) {
            return action(action, dot);
        }
        String value = data.field(name);
        if (value == null) {
            return Flow.NEXT;
        }
        state.at(action);
        return append(value);
    }

    private Flow action(Node.Action action, Value dot) throws TemplateException {
        state.at(action);
        Value value = evaluator.pipeline(action.pipeline(), dot);
        if (action.pipeline().variables().isEmpty()) {
            state.at(action);
            if (value instanceof Value.Nil) {
                out.append("<no value>");
            } else {
                GoPrinter.append(out, value);
            }
        }
        return checkOutput();
    }

    private Flow condition(Node.If condition, Value dot) throws TemplateException {
        int mark = state.mark();
        boolean holds = evaluator.pipeline(condition.pipeline(), dot).isTrue();
        Flow flow = block(holds ? condition.then() : condition.otherwise(), dot);
        state.backTo(mark);
        return flow;
    }

    private Flow with(Node.With with, Value dot) throws TemplateException {
        int mark = state.mark();
        Value value = evaluator.pipeline(with.pipeline(), dot);
        Flow flow = value.isTrue() ? block(with.then(), value) : block(with.otherwise(), dot);
        state.backTo(mark);
        return flow;
    }

    private Flow range(Node.Range range, Value dot) throws TemplateException {
        state.at(range);
        int mark = state.mark();
        Value value = evaluator.pipeline(range.pipeline(), dot);
        boolean empty = new RangeLoop(range, state, this).over(value);
        Flow flow = empty ? block(range.otherwise(), dot) : Flow.NEXT;
        state.backTo(mark);
        return flow;
    }

    private Flow invoke(Node.Invoke invoke, Value dot) throws TemplateException {
        state.at(invoke);
        Node.Block body = state.templates().get(invoke.name());
        if (body == null) {
            throw state.failure("template " + GoQuote.quote(invoke.name()) + " not defined");
        }
        Term.Pipeline pipeline = invoke.pipeline();
        Value argument = pipeline == null ? Value.Nil.UNTYPED : evaluator.pipeline(pipeline, dot);
        State.Caller caller = state.call(invoke.name(), argument);
        block(body, argument);
        state.comeBack(caller);
        return Flow.NEXT;
    }
}
