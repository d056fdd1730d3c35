package dev.lodur.engine;

import dev.lodur.store.GenerationId;
import java.time.LocalDate;

/**
 * What of a tenant an ingester answers for itself: the rows of one generation and UTC day, in memory or in the spool.
 *
 * @param day the UTC day, under which the slice will stand or stands already in a catalog
 */
public record ServedSlice(GenerationId generation, LocalDate day) {}
