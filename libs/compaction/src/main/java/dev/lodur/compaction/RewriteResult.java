package dev.lodur.compaction;

import dev.lodur.store.CatalogEntry;
import java.util.List;

/** What a rewrite has done: segments, rows and stored bytes before and after. */
public record RewriteResult(
        int inputs, int outputs, long inputRows, long outputRows, long inputBytes, long outputBytes) {
    static RewriteResult of(Rewrite rewrite, List<CatalogEntry> outputs) {
        return new RewriteResult(
                rewrite.inputs().size(),
                outputs.size(),
                rewrite.inputRows(),
                outputs.stream().mapToLong(CatalogEntry::rows).sum(),
                rewrite.inputBytes(),
                outputs.stream().mapToLong(CatalogEntry::sizeBytes).sum());
    }
}
