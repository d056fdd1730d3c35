package dev.lodur.store;

/**
 * A finished slice in the spool.
 *
 * @param sizeBytes of its segment file
 * @param checksum CRC32C of its segment file
 * @param publishedMillis when it was published, by the spool's clock
 * @param provisional whether it serves queries only, until another takes its place: it is never uploaded, and gone with the
 *     next {@link Spool#open}
 */
public record SpooledSlice(
        SliceName name, SliceSummary summary, long sizeBytes, int checksum, long publishedMillis, boolean provisional) {
    private static final byte[] NONE = new byte[0];

    /** The catalog's entry for this slice under a key, not committed yet. */
    CatalogEntry entry(String key) {
        return new CatalogEntry(
                key,
                sizeBytes,
                summary.indexOffset(),
                summary.indexLengthBytes(),
                summary.minTimestampNanos(),
                summary.maxTimestampNanos(),
                summary.rows(),
                summary.lineBytes(),
                0,
                new Origin.Flushed(name.generation(), name.firstWalSequence(), name.lastWalSequence()),
                summary.labelSummary(),
                summary.retentionClass(),
                summary.deduplicated(),
                0,
                checksum,
                NONE,
                NONE);
    }
}
