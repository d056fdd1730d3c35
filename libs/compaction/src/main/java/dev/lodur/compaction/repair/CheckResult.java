package dev.lodur.compaction.repair;

/**
 * What a check has seen.
 *
 * @param objects listed
 * @param catalogs that could be read
 * @param segments that catalogs name
 * @param rows in these
 * @param bytes of these
 * @param orphans segments that no catalog names, live or on their way out: uploads under way, and what is left of others
 * @param oldestOrphanMillis age of the oldest by the store's clock, 0 where there is none
 * @param unknown objects whose names are none of Lodur's
 * @param findings what is wrong
 */
public record CheckResult(
        long objects,
        long catalogs,
        long segments,
        long rows,
        long bytes,
        long orphans,
        long orphanBytes,
        long oldestOrphanMillis,
        long unknown,
        long findings) {}
