package dev.lodur.store;

/**
 * What the writer of a slice's segment knows of it and the catalog wants to know; the fields are those of
 * {@link CatalogEntry}.
 */
public record SliceSummary(
        long indexOffset,
        long indexLengthBytes,
        long minTimestampNanos,
        long maxTimestampNanos,
        long rows,
        long lineBytes,
        byte[] labelSummary,
        String retentionClass,
        boolean deduplicated) {}
