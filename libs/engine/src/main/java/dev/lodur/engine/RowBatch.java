package dev.lodur.engine;

import dev.lodur.engine.row.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.RowBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block on its way through a pipeline: which rows are left and what labels they were given.
 *
 * <p>Labels that stages derive are kept as one number per row into a list of distinct sets. One batch serves block after
 * block and keeps its arrays. Used by one thread at a time.
 */
final class RowBatch {
    private static final RowBlock NO_ROWS = NoRows.BLOCK;

    private RowBlock block = NO_ROWS;
    private final Selection selection = new Selection();
    private final ArrayDeque<Selection> spare = new ArrayDeque<>();
    private @Nullable RowBatch inner;
    private int[] derivedIds = new int[0];
    private boolean anyDerived;
    private final List<Labels> derivedSets = new ArrayList<>();
    private final Map<Labels, Integer> derivedNumbers = new HashMap<>();

    /** Takes on a block, with no row selected. */
    void begin(RowBlock next) {
        block = next;
        selection.reset(next.rows());
        anyDerived = false;
        derivedSets.clear();
        derivedSets.add(Labels.EMPTY);
        derivedNumbers.clear();
    }

    RowBlock block() {
        return block;
    }

    /** The rows that are left. */
    Selection selection() {
        return selection;
    }

    Lines lines() {
        return block.lines();
    }

    /** An empty selection over this block's rows, to be given back. */
    Selection borrow() {
        Selection borrowed = spare.poll();
        Selection result = borrowed == null ? new Selection() : borrowed;
        result.reset(block.rows());
        return result;
    }

    void giveBack(Selection borrowed) {
        spare.push(borrowed);
    }

    /** Another batch over the same block, with no row selected and none given labels; one at a time. */
    RowBatch inner() {
        RowBatch other = inner == null ? new RowBatch() : inner;
        inner = other;
        other.begin(block);
        return other;
    }

    /** Whether any row was given labels. */
    boolean anyDerived() {
        return anyDerived;
    }

    /** The labels that stages gave to a row. */
    Labels derived(int row) {
        return anyDerived ? derivedSets.get(derivedIds[row]) : Labels.EMPTY;
    }

    void derive(int row, Labels labels) {
        if (!anyDerived) {
            anyDerived = true;
            if (derivedIds.length < block.rows()) {
                derivedIds = new int[block.rows()];
            } else {
                Arrays.fill(derivedIds, 0, block.rows(), 0);
            }
        }
        Integer known = derivedNumbers.get(labels);
        if (known == null) {
            known = derivedSets.size();
            derivedSets.add(labels);
            derivedNumbers.put(labels, known);
        }
        derivedIds[row] = known;
    }

    /** Marks a row with an error, unless it has one. */
    void fail(int row, String error, String details) {
        Labels before = derived(row);
        if (!before.has(Row.ERROR)) {
            derive(row, before.with(Row.ERROR, error).with(Row.ERROR_DETAILS, details));
        }
    }
}
