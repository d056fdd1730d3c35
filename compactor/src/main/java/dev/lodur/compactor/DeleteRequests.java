package dev.lodur.compactor;

import dev.lodur.engine.Deletions;
import dev.lodur.lokiapi.read.DeleteQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.GoDuration;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.DeleteChange;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeleteRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Takes delete requests in, lists them and takes them back. Any compactor does, whoever leads: they lie in the bucket and
 * change by compare-and-swap. Thread-safe; calls block.
 */
final class DeleteRequests {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final DeleteLog log;
    private final Settings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final DeleteMetrics metrics;

    /**
     * How requests are treated.
     *
     * @param cancelPeriod how long they may be taken back without force
     * @param intervalMax the longest part of a request with filters
     */
    record Settings(Duration cancelPeriod, Duration intervalMax) {}

    /** @param random makes ids that nobody else makes */
    DeleteRequests(DeleteLog log, Settings settings, Clock clock, RandomGenerator random, DeleteMetrics metrics) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.metrics = metrics;
    }

    /** Takes a request in; its lines are hidden when this returns, in other processes within seconds. */
    void add(Tenant tenant, DeleteQuery query) {
        boolean filters = !Deletions.parse(query.query()).stages().isEmpty();
        long intervalNanos = filters ? interval(query).toNanos() : Long.MAX_VALUE;
        String id = HexFormat.of().toHexDigits(random.nextLong());
        log.add(tenant, parts(id, query, intervalNanos));
        metrics.received(tenant);
    }

    private Duration interval(DeleteQuery query) {
        Duration asked = query.intervalMax().orElse(settings.intervalMax());
        if (asked.compareTo(settings.intervalMax()) > 0) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "max_interval can't be greater than "
                            + GoDuration.format(settings.intervalMax().toNanos())
                            + " (compactor.delete_max_interval), it is " + GoDuration.format(asked.toNanos()));
        }
        return asked;
    }

    /** Parts of equal length that leave no gap; the last one ends with the request. */
    private List<DeleteRequest> parts(String id, DeleteQuery query, long intervalNanos) {
        long startNanos = query.startMillis() * NANOS_PER_MILLI;
        long endNanos = query.endMillis() * NANOS_PER_MILLI;
        long count = Math.max(1, Math.ceilDiv(endNanos - startNanos, intervalNanos));
        if (count > DeleteChange.PENDING_MAX) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the request has " + count + " intervals of " + GoDuration.format(intervalNanos) + ", but "
                            + DeleteChange.PENDING_MAX + " may wait: ask for a shorter time or a longer max_interval");
        }
        List<DeleteRequest> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            long from = startNanos + part * intervalNanos;
            long to = part == count - 1 ? endNanos : from + intervalNanos - 1;
            parts.add(DeleteRequest.received(new DeleteRequest.Id(id, part), query.query(), from, to, clock.millis()));
        }
        return parts;
    }

    /** The requests of a tenant that overlap a range, in the order of their making. */
    List<DeleteGroup> list(Tenant tenant, TimeRange range) {
        return DeleteGroup.of(log.read(tenant).requests()).stream()
                .filter(group -> range.overlaps(group.startNanos(), group.endNanos()))
                .toList();
    }

    /**
     * Takes a request back, as far as it is not processed.
     *
     * @param force also after the period in which requests may be taken back, and when some lines are removed already
     */
    void cancel(Tenant tenant, String id, boolean force) {
        DeleteGroup group = DeleteGroup.of(log.read(tenant).requests()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new LodurException(
                        ErrorCode.NOT_FOUND, "could not find delete request with given id '" + id + "'"));
        if (group.isProcessed()) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "deletion of request which is in process or already processed is not allowed: the lines of " + id
                            + " are gone");
        }
        long ageMillis = clock.millis() - group.createdAtMillis();
        if (!force && (group.isBegun() || ageMillis > settings.cancelPeriod().toMillis())) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "cancellation of a partially completed delete request, or of one past the deadline of "
                            + GoDuration.format(settings.cancelPeriod().toNanos())
                            + " since its creation, is not allowed; to keep the lines that are left, give force=true");
        }
        Set<DeleteRequest.Id> ids =
                group.parts().stream().map(DeleteRequest::id).collect(Collectors.toSet());
        log.cancel(tenant, ids);
    }
}
