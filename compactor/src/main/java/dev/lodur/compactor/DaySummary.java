package dev.lodur.compactor;

import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import java.time.LocalDate;

/**
 * What the catalog of one tenant and day says, in sums.
 *
 * @param segments live ones
 * @param flushed those of them that no compaction has touched
 * @param lineBytes of all lines, before compression
 * @param sizeBytes of the objects
 */
record DaySummary(
        Tenant tenant,
        LocalDate day,
        long version,
        int segments,
        int flushed,
        long rows,
        long lineBytes,
        long sizeBytes) {
    static DaySummary of(DayCatalog catalog) {
        int flushed = 0;
        long rows = 0;
        long lineBytes = 0;
        long sizeBytes = 0;
        for (CatalogEntry entry : catalog.entries()) {
            flushed += entry.level() == 0 ? 1 : 0;
            rows += entry.rows();
            lineBytes += entry.lineBytes();
            sizeBytes += entry.sizeBytes();
        }
        return new DaySummary(
                catalog.tenant(),
                catalog.day(),
                catalog.version(),
                catalog.entries().size(),
                flushed,
                rows,
                lineBytes,
                sizeBytes);
    }
}
