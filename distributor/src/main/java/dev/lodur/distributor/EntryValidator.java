package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PairBuffer;
import dev.lodur.model.IngestLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks entries of one request against the tenant's limits, at one moment. An entry is never refused for its order
 * among others.
 */
final class EntryValidator {
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ISO_INSTANT;

    private final IngestLimits limits;
    private final long nowNanos;
    private final long oldestOfAge;
    private final long newest;

    EntryValidator(IngestLimits limits, long nowNanos) {
        this.limits = limits;
        this.nowNanos = nowNanos;
        oldestOfAge = limits.rejectOldSamples() ? nowNanos - nanos(limits.rejectOldSamplesMaxAge()) : Long.MIN_VALUE;
        newest = nowNanos + nanos(limits.creationGracePeriod());
    }

    /** A period that does not fit 64 bits is as good as for ever. */
    private static long nanos(Duration duration) {
        return duration.toSeconds() > Long.MAX_VALUE / 2_000_000_000L ? Long.MAX_VALUE / 2 : duration.toNanos();
    }

    /** Why an entry is refused, or null where it is good. */
    @Nullable DiscardReason check(StreamLabels stream, long timestampNanos, int lineBytes, PairBuffer metadata) {
        if (timestampNanos < oldestOfAge) {
            return DiscardReason.GREATER_THAN_MAX_SAMPLE_AGE;
        }
        if (timestampNanos < stream.retention().oldestNanos(nowNanos)) {
            return DiscardReason.OLDER_THAN_RETENTION;
        }
        if (timestampNanos < 0) {
            return DiscardReason.INVALID_TIMESTAMP;
        }
        if (timestampNanos > newest) {
            return DiscardReason.TOO_FAR_IN_FUTURE;
        }
        if (limits.maxLineSizeBytes() > 0 && lineBytes > limits.maxLineSizeBytes()) {
            return DiscardReason.LINE_TOO_LONG;
        }
        return metadata.isEmpty() ? null : checkMetadata(metadata);
    }

    private @Nullable DiscardReason checkMetadata(PairBuffer metadata) {
        if (!limits.allowStructuredMetadata()) {
            return DiscardReason.DISALLOWED_STRUCTURED_METADATA;
        }
        // The count first: it bounds what summing up the sizes takes.
        if (limits.maxStructuredMetadataEntriesCount() > 0
                && metadata.count() > limits.maxStructuredMetadataEntriesCount()) {
            return DiscardReason.STRUCTURED_METADATA_TOO_MANY;
        }
        return limits.maxStructuredMetadataSizeBytes() > 0
                        && countedBytes(metadata) > limits.maxStructuredMetadataSizeBytes()
                ? DiscardReason.STRUCTURED_METADATA_TOO_LARGE
                : null;
    }

    /** A level that another Loki has already detected does not count. */
    private static int countedBytes(PairBuffer metadata) {
        int bytes = metadata.sizeBytes();
        for (int pair = 0; pair < metadata.count(); pair++) {
            if (metadata.nameEquals(pair, Level.METADATA_NAME_BYTES)) {
                bytes -= metadata.nameLength(pair) + metadata.valueLength(pair);
            }
        }
        return bytes;
    }

    /** The text for an entry that {@link #check} has refused. */
    String text(DiscardReason reason, StreamLabels labels, long timestampNanos, int lineBytes, PairBuffer metadata) {
        String stream = labels.text();
        return switch (reason) {
            case GREATER_THAN_MAX_SAMPLE_AGE ->
                "entry for stream '" + stream + "' has timestamp too old: " + time(timestampNanos)
                        + ", oldest acceptable timestamp is: " + time(oldestOfAge);
            case OLDER_THAN_RETENTION ->
                "entry for stream '" + stream + "' has timestamp too old: " + time(timestampNanos)
                        + ", oldest acceptable timestamp is: "
                        + time(labels.retention().oldestNanos(nowNanos))
                        + " because of `" + labels.retention().source() + "` "
                        + hours(Duration.ofNanos(labels.retention().periodNanos()));
            case INVALID_TIMESTAMP ->
                "entry for stream '" + stream + "' has a timestamp before 1970-01-01T00:00:00Z or none at all";
            case TOO_FAR_IN_FUTURE ->
                "entry for stream '" + stream + "' has timestamp too new: " + time(timestampNanos);
            case LINE_TOO_LONG ->
                "max entry size '" + limits.maxLineSizeBytes() + "' bytes exceeded for stream '" + stream
                        + "' while adding an entry with length '" + lineBytes + "' bytes";
            case DISALLOWED_STRUCTURED_METADATA ->
                "stream '" + stream + "' includes structured metadata, but this feature is disallowed. "
                        + "Please see `limits_config.allow_structured_metadata`";
            case STRUCTURED_METADATA_TOO_LARGE ->
                "stream '" + stream + "' has structured metadata too large: '" + countedBytes(metadata)
                        + "' bytes, limit: '" + limits.maxStructuredMetadataSizeBytes()
                        + "' bytes. Please see `limits_config.max_structured_metadata_size`";
            case STRUCTURED_METADATA_TOO_MANY ->
                "stream '" + stream + "' has too many structured metadata labels: '" + metadata.count()
                        + "', limit: '" + limits.maxStructuredMetadataEntriesCount()
                        + "'. Please see `limits_config.max_structured_metadata_entries_count`";
            case MISSING_LABELS,
                    INVALID_LABELS,
                    MAX_LABEL_NAMES_PER_SERIES,
                    LABEL_NAME_TOO_LONG,
                    LABEL_VALUE_TOO_LONG,
                    DUPLICATE_LABEL_NAMES,
                    RATE_LIMITED,
                    PER_STREAM_RATE_LIMIT,
                    REQUEST_BODY_TOO_LARGE -> throw new IllegalArgumentException("not an entry's reason: " + reason);
        };
    }

    private static String time(long nanos) {
        Instant instant = Instant.EPOCH.plusNanos(nanos).truncatedTo(ChronoUnit.SECONDS);
        return RFC_3339.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static String hours(Duration duration) {
        return duration.toHours() + "h" + duration.toMinutesPart() + "m" + duration.toSecondsPart() + "s";
    }
}
