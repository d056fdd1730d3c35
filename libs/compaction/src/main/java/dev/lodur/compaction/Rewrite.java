package dev.lodur.compaction;

import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.Origin;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * One replacement of segments of a day by others with the same rows, or fewer.
 *
 * @param inputs live segments, in the order of the catalog
 * @param level of what comes in their place
 * @param filter says which rows stay out
 * @param deletesAppliedMillis the filter drops what delete requests hide that were made until then, since 1970; 0 where it
 *     does not look at them
 * @param retentionClass by which name the rows of a stream are kept apart; empty for the tenant's default
 */
public record Rewrite(
        Tenant tenant,
        LocalDate day,
        List<CatalogEntry> inputs,
        int level,
        RowFilter filter,
        long deletesAppliedMillis,
        Function<Labels, String> retentionClass) {
    public Rewrite {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() || level < 1) {
            throw new IllegalArgumentException("no rewrite of " + inputs.size() + " segments to level " + level);
        }
    }

    /** A merge that keeps every row. */
    public static Rewrite merge(
            Tenant tenant, LocalDate day, CompactionPlan plan, Function<Labels, String> retentionClass) {
        return new Rewrite(tenant, day, plan.inputs(), plan.level(), RowFilter.KEEP_ALL, 0, retentionClass);
    }

    /** Until when delete requests are carried out on every row of the outputs. */
    long outputDeletesAppliedMillis() {
        long ofInputs =
                inputs.stream().mapToLong(Rewrite::deletesAppliedMillis).min().orElse(0);
        return Math.max(deletesAppliedMillis, ofInputs);
    }

    private static long deletesAppliedMillis(CatalogEntry entry) {
        return switch (entry.origin()) {
            case Origin.Flushed flushed -> 0;
            case Origin.Compacted compacted -> compacted.deletesAppliedMillis();
        };
    }

    List<String> inputKeys() {
        return inputs.stream().map(CatalogEntry::key).toList();
    }

    long inputBytes() {
        return inputs.stream().mapToLong(CatalogEntry::sizeBytes).sum();
    }

    long inputRows() {
        return inputs.stream().mapToLong(CatalogEntry::rows).sum();
    }
}
