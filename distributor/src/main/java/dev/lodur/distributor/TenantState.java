package dev.lodur.distributor;

import dev.lodur.compaction.retention.RetentionRules;
import dev.lodur.lokiapi.push.OtlpRules;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.StreamId;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a distributor keeps for a tenant under one set of limits: the prepared level fields, the rules for
 * OpenTelemetry's attributes, those of retention and the buckets of its rates.
 * New limits make a new state, which takes the buckets over. Thread-safe.
 */
final class TenantState {
    private static final int STREAM_BUCKETS_MAX = 20_000;
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final Tenant tenant;
    private final TenantLimits limits;
    private final LevelFields levelFields;
    private final OtlpRules otlpRules;
    private final RetentionRules retention;
    private final TokenBucket tenantBucket;
    private final ConcurrentHashMap<StreamId, TokenBucket> streamBuckets;

    TenantState(Tenant tenant, TenantLimits limits) {
        this(tenant, limits, new TokenBucket(), new ConcurrentHashMap<>());
    }

    private TenantState(
            Tenant tenant,
            TenantLimits limits,
            TokenBucket tenantBucket,
            ConcurrentHashMap<StreamId, TokenBucket> streamBuckets) {
        this.tenant = tenant;
        this.limits = limits;
        List<String> fields = limits.ingest().logLevelFields();
        this.levelFields = new LevelFields(fields.isEmpty() ? IngestLimits.DEFAULTS.logLevelFields() : fields);
        this.otlpRules = OtlpRules.of(limits.ingest().otlp());
        this.retention = RetentionRules.of(limits.retention());
        this.tenantBucket = tenantBucket;
        this.streamBuckets = streamBuckets;
    }

    /** This state, or one for other limits. */
    TenantState with(TenantLimits newLimits) {
        return newLimits.equals(limits) ? this : new TenantState(tenant, newLimits, tenantBucket, streamBuckets);
    }

    /** Different for each state of this process. */
    long id() {
        return id;
    }

    Tenant tenant() {
        return tenant;
    }

    TenantLimits limits() {
        return limits;
    }

    IngestLimits ingest() {
        return limits.ingest();
    }

    LevelFields levelFields() {
        return levelFields;
    }

    OtlpRules otlpRules() {
        return otlpRules;
    }

    RetentionRules retention() {
        return retention;
    }

    TokenBucket tenantBucket() {
        return tenantBucket;
    }

    boolean tryTakeOfStream(StreamId stream, long bytes, long nanoTime) {
        double rate = (double) ingest().perStreamRateBytesPerSecond();
        double burst = (double) ingest().perStreamBurstBytes();
        if (rate <= 0) {
            return true;
        }
        if (streamBuckets.size() > STREAM_BUCKETS_MAX) {
            forgetIdleStreams(rate, burst, nanoTime);
        }
        return streamBuckets.computeIfAbsent(stream, id -> new TokenBucket()).tryTake(bytes, rate, burst, nanoTime);
    }

    /** A full bucket is as good as none; if none is full, all start anew rather than grow without bound. */
    private void forgetIdleStreams(double rate, double burst, long nanoTime) {
        streamBuckets.values().removeIf(bucket -> bucket.isFull(rate, burst, nanoTime));
        if (streamBuckets.size() > STREAM_BUCKETS_MAX) {
            streamBuckets.clear();
        }
    }
}
