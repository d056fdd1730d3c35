package dev.lodur.engine;

/** At least one of the conditions; rows that pass the first are not shown to the second. */
record OrCondition(LabelCondition left, LabelCondition right) implements LabelCondition {
    @Override
    public void keep(RowBatch batch, Selection candidates, Selection kept) {
        Selection first = batch.borrow();
        left.keep(batch, candidates, first);
        Selection others = batch.borrow();
        others.or(candidates);
        others.andNot(first);
        right.keep(batch, others, kept);
        kept.or(first);
        batch.giveBack(first);
        batch.giveBack(others);
    }
}
