package dev.lodur.engine;

import java.time.LocalDate;

/**
 * A segment that an ingester has committed a short while ago.
 *
 * @param generation the generation it holds a slice of
 * @param day the UTC day of the slice, under which its catalog entry stands
 * @param key the object's full key
 * @param catalogEntry the catalog entry in the catalog's own bytes
 */
public record AnnouncedSegment(GenerationRef generation, LocalDate day, String key, byte[] catalogEntry) {}
