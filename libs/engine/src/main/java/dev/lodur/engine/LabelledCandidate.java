package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;

/** A candidate of one tenant whose streams carry the tenant's label. */
record LabelledCandidate(BlockCandidate candidate, TenantLabel label) implements BlockCandidate {
    @Override
    public long minTimestampNanos() {
        return candidate.minTimestampNanos();
    }

    @Override
    public long maxTimestampNanos() {
        return candidate.maxTimestampNanos();
    }

    @Override
    public int rows() {
        return candidate.rows();
    }

    @Override
    public int runs() {
        return candidate.runs();
    }

    @Override
    public Labels labels(int run) {
        return label.addTo(candidate.labels(run));
    }

    @Override
    public long sizeBytes() {
        return candidate.sizeBytes();
    }

    @Override
    public boolean isRare() {
        return candidate.isRare();
    }

    @Override
    public RowBlock open() {
        return new LabelledBlock(candidate.open(), label);
    }

    @Override
    public void release(RowBlock block) {
        if (block instanceof LabelledBlock labelled) {
            candidate.release(labelled.block());
        }
    }
}
