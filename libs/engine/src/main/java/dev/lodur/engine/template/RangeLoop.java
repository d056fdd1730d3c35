package dev.lodur.engine.template;

import java.util.List;
import java.util.Map;

/** The turns of one {@code range}; one use. */
final class RangeLoop {
    private final Node.Range range;
    private final State state;
    private final Execution execution;
    private final List<String> variables;
    private final int mark;
    private boolean ended;

    RangeLoop(Node.Range range, State state, Execution execution) {
        this.range = range;
        this.state = state;
        this.execution = execution;
        this.mark = state.mark();
        this.variables = range.pipeline().variables();
    }

    /** Runs the body for each element, and says whether there was none. */
    boolean over(Value value) throws TemplateException {
        switch (value) {
            case Value.Listing(List<Value> items) -> overItems(items);
            case Value.Mapping mapping -> {
                for (Map.Entry<String, Value> entry : mapping.entries().entrySet()) {
                    turn(new Value.Text(entry.getKey()), entry.getValue());
                }
            }
            case Value.Labels labels -> {
                for (Map.Entry<String, String> entry : labels.data().fields().entrySet()) {
                    turn(new Value.Text(entry.getKey()), new Value.Text(entry.getValue()));
                }
            }
            case Value.Whole whole -> overNumbers(whole);
            case Value.Nil nil -> {}
            case Value.Text text -> throw cannotIterate(value);
            case Value.Real real -> throw cannotIterate(value);
            case Value.Truth truth -> throw cannotIterate(value);
            case Value.Moment moment -> throw cannotIterate(value);
        }
        return value instanceof Value.Whole whole ? whole.number() <= 0 : !value.isTrue();
    }

    private TemplateException cannotIterate(Value value) {
        return state.failure("range can't iterate over " + GoPrinter.text(value));
    }

    private void overItems(List<Value> items) throws TemplateException {
        for (int i = 0; i < items.size() && !ended; i++) {
            turn(Value.Whole.of(i), items.get(i));
        }
    }

    private void overNumbers(Value.Whole end) throws TemplateException {
        if (variables.size() > 1) {
            throw state.failure("can't use " + end.number() + " to iterate over more than one variable");
        }
        for (long i = 0; i < end.number() && !ended; i++) {
            turn(Value.Nil.UNTYPED, new Value.Whole(i, end.type()));
        }
    }

    private void turn(Value index, Value element) throws TemplateException {
        if (ended) {
            return;
        }
        state.step();
        setVariables(index, element);
        ended = execution.block(range.body(), element) == Execution.Flow.BREAK;
        state.backTo(mark);
    }

    private void setVariables(Value index, Value element) throws TemplateException {
        int count = variables.size();
        for (int i = 0; i < count; i++) {
            Value value = i == count - 1 ? element : index;
            if (range.pipeline().assigns()) {
                state.assign(variables.get(i), value);
            } else {
                state.setFromTop(count - 1 - i, value);
            }
        }
    }
}
