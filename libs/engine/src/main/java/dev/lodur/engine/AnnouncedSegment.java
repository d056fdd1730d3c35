package dev.lodur.engine;

import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A segment that an ingester has committed a short while ago.
 *
 * @param day the UTC day under which its catalog entry stands
 * @param catalogVersion a version of the day's catalog that has the segment: a reader with this version or a later one
 *     knows it, or what replaced it
 * @param entry the entry as it was committed; empty where it had been replaced by then, so that a reader with an older
 *     catalog has to read it again
 */
public record AnnouncedSegment(LocalDate day, long catalogVersion, Optional<CatalogEntry> entry) {}
