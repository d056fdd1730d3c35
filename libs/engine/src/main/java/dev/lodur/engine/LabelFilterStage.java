package dev.lodur.engine;

import dev.lodur.logql.LabelFilter;

/** One label filter of a pipeline, {@code | status >= 500 and level="error"}. */
final class LabelFilterStage implements RowStage {
    private final LabelCondition condition;
    private final boolean derivesLabels;

    private LabelFilterStage(LabelCondition condition, boolean derivesLabels) {
        this.condition = condition;
        this.derivesLabels = derivesLabels;
    }

    static LabelFilterStage of(LabelFilter filter) {
        return new LabelFilterStage(compile(filter), mayFail(filter));
    }

    private static LabelCondition compile(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.Text text -> new ValueCondition(text.matcher().name(), ValueTest.of(text));
            case LabelFilter.Numeric number -> new ValueCondition(number.label(), ValueTest.of(number));
            case LabelFilter.Time time -> new ValueCondition(time.label(), ValueTest.of(time));
            case LabelFilter.Bytes bytes -> new ValueCondition(bytes.label(), ValueTest.of(bytes));
            case LabelFilter.Ip ip -> new ValueCondition(ip.label(), ValueTest.of(ip));
            case LabelFilter.And(LabelFilter left, LabelFilter right) ->
                new AndCondition(compile(left), compile(right));
            case LabelFilter.Or(LabelFilter left, LabelFilter right) -> new OrCondition(compile(left), compile(right));
        };
    }

    private static boolean mayFail(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.Text text -> false;
            case LabelFilter.Ip ip -> false;
            case LabelFilter.Numeric number -> true;
            case LabelFilter.Time time -> true;
            case LabelFilter.Bytes bytes -> true;
            case LabelFilter.And(LabelFilter left, LabelFilter right) -> mayFail(left) || mayFail(right);
            case LabelFilter.Or(LabelFilter left, LabelFilter right) -> mayFail(left) || mayFail(right);
        };
    }

    @Override
    public void apply(RowBatch batch) {
        if (batch.selection().isEmpty()) {
            return;
        }
        Selection kept = batch.borrow();
        condition.keep(batch, batch.selection(), kept);
        batch.selection().and(kept);
        batch.giveBack(kept);
    }

    @Override
    public boolean derivesLabels() {
        return derivesLabels;
    }
}
