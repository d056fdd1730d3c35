package dev.lodur.engine;

/** Both conditions; the second sees the errors of the first. */
record AndCondition(LabelCondition left, LabelCondition right) implements LabelCondition {
    @Override
    public void keep(RowBatch batch, Selection candidates, Selection kept) {
        Selection first = batch.borrow();
        left.keep(batch, candidates, first);
        right.keep(batch, first, kept);
        batch.giveBack(first);
    }
}
