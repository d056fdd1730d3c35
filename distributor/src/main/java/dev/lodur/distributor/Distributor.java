package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PushBody;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Takes pushes: decodes a body, checks and enriches its entries, and returns when a quorum of ingesters has each stream.
 *
 * <p>Good entries are stored also where others of the request are refused. Rates of the tenant are all or nothing.
 * Thread-safe; {@link #push} blocks, so it is called on virtual threads.
 */
public final class Distributor {
    private static final long LABEL_CACHE_GENERATION_BYTES = 4L << 20;
    private static final int TENANTS_MAX = 10_000;

    private final PushDecoder decoder;
    private final Replicator replicator;
    private final TenantLimits.Source limits;
    private final IntSupplier healthyDistributors;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final DistributorMetrics metrics;
    private final StreamLabelsCache labelsCache = new StreamLabelsCache(LABEL_CACHE_GENERATION_BYTES);
    private final ConcurrentHashMap<Tenant, TenantState> tenants = new ConcurrentHashMap<>();

    /**
     * @param healthyDistributors by how many a global rate is divided; at least 1 is assumed
     * @param clock tells what is too old and too new
     * @param nanoTime a monotonic clock for rates
     */
    public Distributor(
            PushDecoder decoder,
            Replicator replicator,
            TenantLimits.Source limits,
            IntSupplier healthyDistributors,
            Clock clock,
            LongSupplier nanoTime,
            DistributorMetrics metrics) {
        this.decoder = decoder;
        this.replicator = replicator;
        this.limits = limits;
        this.healthyDistributors = healthyDistributors;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    /**
     * Stores what a body holds and returns when it is acknowledged; the edge then answers 204.
     *
     * @throws LodurException with the code and text to answer: what was refused (the rest is stored), or why nothing is
     */
    public void push(Tenant tenant, PushBody body) {
        TenantState state = state(tenant);
        BatchAssembler assembler = new BatchAssembler(state, labelsCache, nowNanos());
        decode(state, body, assembler);
        BatchWriter writer = assembler.batch();
        metrics.received(
                tenant,
                body.kind(),
                assembler.receivedLineBytes(),
                assembler.receivedMetadataBytes(),
                assembler.receivedLines());
        if (assembler.sanitized() > 0) {
            metrics.metadataSanitized(tenant, assembler.sanitized());
        }
        checkTenantRate(state, body, writer.streamCount(), assembler);
        boolean[] keep = withinStreamRates(state, writer.streamCount(), assembler);
        assembler.rejections().report(tenant, body.kind(), metrics);
        store(tenant, writer, keep, assembler);
        if (!assembler.rejections().isEmpty()) {
            throw assembler.rejections().toException();
        }
    }

    private void decode(TenantState state, PushBody body, BatchAssembler assembler) {
        try {
            decoder.decode(body, state.otlpRules(), assembler);
        } catch (LodurException e) {
            if (e.code() == ErrorCode.BODY_TOO_LARGE) {
                metrics.discarded(
                        state.tenant(), body.kind(), DiscardReason.REQUEST_BODY_TOO_LARGE, 0, body.bytes().length);
            }
            throw e;
        }
    }

    private TenantState state(Tenant tenant) {
        if (tenants.size() > TENANTS_MAX) {
            // A client may name any tenant: forgetting rates and labels is cheaper than keeping all names.
            tenants.clear();
        }
        TenantLimits now = limits.of(tenant);
        TenantState state = tenants.computeIfAbsent(tenant, t -> new TenantState(t, now));
        TenantState current = state.with(now);
        if (current != state) {
            tenants.replace(tenant, state, current);
        }
        return current;
    }

    private long nowNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private void checkTenantRate(TenantState state, PushBody body, int streams, BatchAssembler assembler) {
        IngestLimits ingest = state.ingest();
        long bytes = 0;
        long lines = 0;
        for (int i = 0; i < streams; i++) {
            bytes += assembler.bytes(i);
            lines += assembler.lines(i);
        }
        int share = ingest.ingestionRateGlobal() ? Math.max(1, healthyDistributors.getAsInt()) : 1;
        double rate = (double) ingest.ingestionRateBytesPerSecond() / share;
        if (state.tenantBucket().tryTake(bytes, rate, (double) ingest.ingestionBurstBytes(), nanoTime.getAsLong())) {
            return;
        }
        assembler.rejections().report(state.tenant(), body.kind(), metrics);
        metrics.discarded(state.tenant(), body.kind(), DiscardReason.RATE_LIMITED, lines, bytes);
        throw new LodurException(
                ErrorCode.RATE_LIMITED,
                "ingestion rate limit exceeded for user " + state.tenant() + " (limit: " + (long) rate
                        + " bytes/sec, burst: " + ingest.ingestionBurstBytes() + " bytes) while attempting to ingest '"
                        + lines + "' lines totaling '" + bytes + "' bytes, reduce log volume or raise"
                        + " `limits_config.ingestion_rate_mb` and `limits_config.ingestion_burst_size_mb`");
    }

    private boolean[] withinStreamRates(TenantState state, int streams, BatchAssembler assembler) {
        boolean[] keep = new boolean[streams];
        long now = nanoTime.getAsLong();
        for (int i = 0; i < streams; i++) {
            StreamLabels labels = assembler.stream(i);
            keep[i] = state.tryTakeOfStream(labels.id(), assembler.bytes(i), now);
            if (!keep[i]) {
                assembler
                        .rejections()
                        .count(DiscardReason.PER_STREAM_RATE_LIMIT, assembler.lines(i), assembler.bytes(i));
                assembler.rejections().addText(streamRateText(state.ingest(), labels, assembler.bytes(i)));
            }
        }
        return keep;
    }

    private static String streamRateText(IngestLimits limits, StreamLabels labels, long bytes) {
        return "Per stream rate limit exceeded (limit: " + limits.perStreamRateBytesPerSecond()
                + " bytes/sec, burst: " + limits.perStreamBurstBytes()
                + " bytes) while attempting to ingest for stream '" + labels.text() + "' totaling " + bytes
                + " bytes, consider splitting a stream via additional labels or raise"
                + " `limits_config.per_stream_rate_limit` and `limits_config.per_stream_rate_limit_burst`";
    }

    private void store(Tenant tenant, BatchWriter writer, boolean[] keep, BatchAssembler assembler) {
        byte[] batch = writer.toByteArray();
        int kept = 0;
        int[] tokens = new int[keep.length];
        for (int i = 0; i < keep.length; i++) {
            if (keep[i]) {
                tokens[kept++] = assembler.stream(i).ringToken();
            }
        }
        if (kept == 0) {
            return;
        }
        byte[] stored = kept == keep.length ? batch : only(tenant, batch, keep);
        replicator.write(tenant, stored, Arrays.copyOf(tokens, kept));
    }

    private static byte[] only(Tenant tenant, byte[] batch, boolean[] keep) {
        BatchWriter writer = new BatchWriter(tenant, batch.length);
        BatchReader reader = new BatchReader(batch);
        for (int i = 0; reader.nextStream(); i++) {
            if (keep[i]) {
                writer.addStream(reader);
            }
        }
        return writer.toByteArray();
    }
}
