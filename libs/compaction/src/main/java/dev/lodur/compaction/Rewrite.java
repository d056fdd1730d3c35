package dev.lodur.compaction;

import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * One replacement of segments of a day by others with the same rows, or fewer.
 *
 * @param inputs live segments, in the order of the catalog
 * @param level of what comes in their place
 * @param filter says which rows stay out
 * @param retentionClass by which name the rows of a stream are kept apart; empty for the tenant's default
 */
public record Rewrite(
        Tenant tenant,
        LocalDate day,
        List<CatalogEntry> inputs,
        int level,
        RowFilter filter,
        Function<Labels, String> retentionClass) {
    public Rewrite {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() || level < 1) {
            throw new IllegalArgumentException("no rewrite of " + inputs.size() + " segments to level " + level);
        }
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
