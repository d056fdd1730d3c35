package dev.lodur.ingester;

import dev.lodur.model.IngestLimits;
import dev.lodur.model.TenantLimits;

/** Limits of a tenant that may have any number of streams. */
final class Unlimited {
    static final TenantLimits STREAMS = of(IngestLimits.DEFAULTS);

    private Unlimited() {}

    private static TenantLimits of(IngestLimits limits) {
        IngestLimits ingest = new IngestLimits(
                limits.ingestionRateBytesPerSecond(),
                limits.ingestionBurstBytes(),
                limits.ingestionRateGlobal(),
                limits.perStreamRateBytesPerSecond(),
                limits.perStreamBurstBytes(),
                limits.maxLabelNameLength(),
                limits.maxLabelValueLength(),
                limits.maxLabelNamesPerSeries(),
                limits.maxLineSizeBytes(),
                limits.maxLineSizeTruncate(),
                limits.maxLineSizeTruncateIdentifier(),
                limits.rejectOldSamples(),
                limits.rejectOldSamplesMaxAge(),
                limits.creationGracePeriod(),
                limits.incrementDuplicateTimestamp(),
                0,
                0,
                limits.allowStructuredMetadata(),
                limits.maxStructuredMetadataSizeBytes(),
                limits.maxStructuredMetadataEntriesCount(),
                limits.discoverServiceName(),
                limits.discoverLogLevels(),
                limits.logLevelFields(),
                limits.logLevelFromJsonMaxDepth(),
                limits.otlp());
        return new TenantLimits(ingest, TenantLimits.DEFAULTS.query(), TenantLimits.DEFAULTS.retention());
    }
}
