package dev.lodur.compaction;

import dev.lodur.store.CatalogEntry;

/**
 * How hard merged lines are compressed: the less there is of a day, the harder, since what is stored stays for long and
 * the work is done once. The levels and what they cost are in {@code docs/decisions/0014}.
 */
final class CompressionEffort {
    private static final int HOURS = 24;
    private static final long HARDEST_BYTES_MAX = 16L << 30;
    private static final long HARDER_BYTES_MAX = 64L << 30;
    private static final int HARDEST = 15;
    private static final int HARDER = 9;
    private static final int HARD = 6;

    private CompressionEffort() {}

    /** The zstd level for a rewrite. */
    static int zstdLevel(Rewrite rewrite) {
        long lineBytes =
                rewrite.inputs().stream().mapToLong(CatalogEntry::lineBytes).sum();
        long dayBytes = rewrite.level() == CompactionPlan.HOURLY ? HOURS * lineBytes : lineBytes;
        if (dayBytes <= HARDEST_BYTES_MAX) {
            return HARDEST;
        }
        return dayBytes <= HARDER_BYTES_MAX ? HARDER : HARD;
    }
}
