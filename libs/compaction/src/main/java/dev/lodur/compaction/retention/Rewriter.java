package dev.lodur.compaction.retention;

import dev.lodur.compaction.RowFilter;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.List;

/**
 * What changes the bucket for retention. Each method has done its work when it returns, or else throws a {@link
 * LodurException}: {@code CONFLICT} where a segment is not live any more.
 */
public interface Rewriter {
    /** Takes segments out of the day's catalog; their objects go when no reader can want them any more. */
    void drop(Tenant tenant, LocalDate day, List<CatalogEntry> entries);

    /** Puts a segment without the rows that the filter drops in the place of one, or nothing where no row is left. */
    void rewrite(Tenant tenant, LocalDate day, CatalogEntry entry, RowFilter filter);

    /**
     * Notes that of a tenant all segments which end before that time were removed because there was too much, so that a
     * rebuild of its catalogs brings none of them back.
     */
    void expired(Tenant tenant, long beforeNanos);
}
