package dev.lodur.store;

import java.util.Optional;

/**
 * Tells readers of a slice that has left an ingester's spool for the bucket, for as long as their catalogs may not know.
 *
 * @param catalogVersion a version of the day's catalog that has the slice: a reader with this version or a later one
 *     knows it, or what replaced it; an older one adds the entry
 * @param entry the entry in that version; none when the slice had been replaced by then, so that a reader with an older
 *     version has to revalidate
 * @param committedMillis when the commit was confirmed, by the ingester's clock
 */
public record Announcement(SliceName slice, long catalogVersion, Optional<CatalogEntry> entry, long committedMillis) {}
