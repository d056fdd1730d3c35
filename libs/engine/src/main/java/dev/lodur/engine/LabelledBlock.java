package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;

/** A block of one tenant whose streams carry the tenant's label. */
record LabelledBlock(RowBlock block, TenantLabel label) implements RowBlock {
    @Override
    public int rows() {
        return block.rows();
    }

    @Override
    public int runs() {
        return block.runs();
    }

    @Override
    public int runStart(int run) {
        return block.runStart(run);
    }

    @Override
    public Labels labels(int run) {
        return label.addTo(block.labels(run));
    }

    @Override
    public long[] timestamps() {
        return block.timestamps();
    }

    @Override
    public Lines lines() {
        return block.lines();
    }

    @Override
    public Metadata metadata() {
        return block.metadata();
    }
}
