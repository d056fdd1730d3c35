package dev.lodur.engine;

import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;

/**
 * A segment that an ingester has committed a short while ago.
 *
 * @param day the UTC day under which its catalog entry stands
 * @param entry the entry as it was committed; its origin names the generation
 */
public record AnnouncedSegment(LocalDate day, CatalogEntry entry) {}
