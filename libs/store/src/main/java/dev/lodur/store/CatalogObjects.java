package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Tenant;
import java.time.LocalDate;
import java.util.List;

/**
 * Where the catalogs and the delete requests are kept and how one is replaced: the port between {@link CatalogStore},
 * {@link CatalogReader}, {@link DeleteLog} and {@link DeletesReader}, who know what they say, and the ways of a bucket to
 * keep writers from undoing each other.
 *
 * <p>Each state of a day's catalog, and of a tenant's delete requests, has a version tag, opaque to callers;
 * {@link #NO_CATALOG} is that of what is not there. The methods block, are thread-safe, and fail as those of {@link ObjectStore}. An implementation proves itself by a
 * subclass of {@code CatalogObjectsContractTest}.
 */
public interface CatalogObjects {
    /** The tag of a day without a catalog, or a tenant without delete requests, which no object has. */
    String NO_CATALOG = "";

    /** The day's catalog as it is now, unless it has the tag that is known. */
    ConditionalGet getIfChanged(Tenant tenant, LocalDate day, String knownTag);

    /**
     * Replaces a day's catalog in one step, if it still has a tag; of several replacements of one state one succeeds.
     *
     * @return the tag of the new state
     * @throws dev.lodur.model.LodurException {@link ErrorCode#CONFLICT} when it has another tag;
     *     {@link ErrorCode#UNAVAILABLE} and {@link ErrorCode#INTERNAL} when it may or may not have been replaced
     */
    String replace(DayCatalog next, String expectedTag);

    /** As {@link #getIfChanged}, the delete requests of a tenant. */
    ConditionalGet getDeletesIfChanged(Tenant tenant, String knownTag);

    /** As {@link #replace}, the delete requests of a tenant. */
    String replaceDeletes(TenantDeletes next, String expectedTag);

    /** All days of which the tenant has a catalog, in order. */
    List<LocalDate> listDays(Tenant tenant);
}
