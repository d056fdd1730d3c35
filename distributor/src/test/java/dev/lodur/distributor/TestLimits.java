package dev.lodur.distributor;

import dev.lodur.model.IngestLimits;
import dev.lodur.model.OtlpMapping;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import java.util.List;

/** Limits with a few values of their own: tests set the fields they are about. */
final class TestLimits {
    long ingestionRate = 200L << 20;
    long ingestionBurst = 400L << 20;
    boolean ingestionRateGlobal = true;
    long perStreamRate = 200L << 20;
    long perStreamBurst = 400L << 20;
    int maxLineSize = 256 << 10;
    boolean truncate;
    boolean discoverLogLevels = true;
    String truncateIdentifier = "";
    boolean rejectOldSamples;
    boolean incrementDuplicateTimestamp;
    boolean allowStructuredMetadata = true;
    List<String> discoverServiceName = IngestLimits.DEFAULTS.discoverServiceName();
    OtlpMapping otlp = OtlpMapping.DEFAULTS;
    RetentionLimits retention = RetentionLimits.NONE;

    TenantLimits limits() {
        IngestLimits d = IngestLimits.DEFAULTS;
        IngestLimits ingest = new IngestLimits(
                ingestionRate,
                ingestionBurst,
                ingestionRateGlobal,
                perStreamRate,
                perStreamBurst,
                d.maxLabelNameLength(),
                d.maxLabelValueLength(),
                d.maxLabelNamesPerSeries(),
                maxLineSize,
                truncate,
                truncateIdentifier,
                rejectOldSamples,
                d.rejectOldSamplesMaxAge(),
                d.creationGracePeriod(),
                incrementDuplicateTimestamp,
                d.maxStreamsPerUser(),
                d.maxGlobalStreamsPerUser(),
                allowStructuredMetadata,
                d.maxStructuredMetadataSizeBytes(),
                d.maxStructuredMetadataEntriesCount(),
                discoverServiceName,
                discoverLogLevels,
                d.logLevelFields(),
                d.logLevelFromJsonMaxDepth(),
                otlp);
        return new TenantLimits(ingest, QueryLimits.DEFAULTS, retention);
    }
}
