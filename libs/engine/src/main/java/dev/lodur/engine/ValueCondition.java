package dev.lodur.engine;

import dev.lodur.engine.ValueTest.Verdict;
import dev.lodur.engine.row.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the value of one label, wherever a row has it from: derived labels come first, then structured metadata,
 * then the stream's labels.
 *
 * <p>Streams and distinct metadata values are tested once for a block, not once for a row.
 */
record ValueCondition(String label, ValueTest test) implements LabelCondition {
    @Override
    public void keep(RowBatch batch, Selection candidates, Selection kept) {
        RowBlock block = batch.block();
        MetadataVerdicts direct = null;
        MetadataVerdicts renamed = null;
        for (int run = 0; run < block.runs(); run++) {
            int end = block.runStart(run + 1);
            int row = candidates.next(block.runStart(run));
            if (row < 0) {
                return;
            }
            if (row >= end) {
                continue;
            }
            Labels labels = block.labels(run);
            String own = labels.get(label);
            String base = ExposedNames.base(labels, label);
            Verdict ownVerdict = test.test(own);
            if (own == null && direct == null) {
                direct = new MetadataVerdicts(block.metadata(), label, test);
            }
            if (own == null && base != null && renamed == null) {
                renamed = new MetadataVerdicts(block.metadata(), base, test);
            }
            for (; row >= 0 && row < end; row = candidates.next(row + 1)) {
                if (batch.anyDerived() && judgeError(batch, row, kept)) {
                    continue;
                }
                Verdict verdict = null;
                MetadataVerdicts from = direct;
                if (own == null && direct != null) {
                    verdict = direct.verdict(row);
                    if (verdict == null && base != null && renamed != null) {
                        from = renamed;
                        verdict = renamed.verdict(row);
                    }
                }
                if ((verdict != null || own != null) && isPastTesting(batch, row)) {
                    kept.set(row);
                } else if (verdict == null) {
                    record(batch, row, ownVerdict, own, kept);
                } else if (verdict == Verdict.FAIL && from != null) {
                    record(batch, row, verdict, from.value(row), kept);
                } else if (verdict == Verdict.KEEP) {
                    kept.set(row);
                }
            }
        }
    }

    /** Whether a filter before this one has marked the row, so that only texts are compared. */
    private boolean isPastTesting(RowBatch batch, int row) {
        return batch.anyDerived()
                && !test.looksAtFailedRows()
                && batch.derived(row).has(Row.ERROR);
    }

    /** Whether the condition is one on the error itself, which decided the row. */
    private boolean judgeError(RowBatch batch, int row, Selection kept) {
        String value = batch.derived(row).get(label);
        if (value == null) {
            return false;
        }
        record(batch, row, test.test(value), value, kept);
        return true;
    }

    private void record(RowBatch batch, int row, Verdict verdict, @Nullable String value, Selection kept) {
        if (verdict == Verdict.DROP) {
            return;
        }
        kept.set(row);
        if (verdict == Verdict.FAIL && value != null) {
            batch.fail(row, ValueTest.FAILURE, test.failure(value));
        }
    }
}
