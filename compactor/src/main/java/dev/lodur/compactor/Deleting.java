package dev.lodur.compactor;

import dev.lodur.compaction.DeletedRows;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.retention.RetentionRules;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeleteRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Removes the lines of delete requests that can not be taken back any more: writes the segments anew that hold some, and
 * says that a request is processed once no segment, and no log of an ingester, can hold any. What fails for a tenant is
 * told in the log and tried again with the next round.
 */
final class Deleting implements Chore {
    private static final System.Logger LOGGER = System.getLogger(Deleting.class.getName());

    private final PendingDeletes pending;
    private final DeleteLog log;
    private final SegmentRewriter rewriter;
    private final SegmentIndexes indexes;
    private final UnflushedLines unflushed;
    private final TenantLimits.Source limits;
    private final Settings settings;
    private final Clock clock;
    private final DeleteMetrics metrics;
    private final UntouchedSegments untouched = new UntouchedSegments();

    /**
     * When requests are carried out.
     *
     * @param cancelPeriod how long they may be taken back
     * @param settling how long readers may go on with a catalog of before
     */
    record Settings(Duration cancelPeriod, Duration settling) {
        /** One that was made earlier than another is never taken in so much later. */
        private static final Duration TAKEN_IN_WITHIN = Duration.ofSeconds(10);

        long dueAfterMillis() {
            return Math.max(cancelPeriod.toMillis(), TAKEN_IN_WITHIN.toMillis());
        }
    }

    Deleting(
            PendingDeletes pending,
            DeleteLog log,
            SegmentRewriter rewriter,
            SegmentIndexes indexes,
            UnflushedLines unflushed,
            TenantLimits.Source limits,
            Settings settings,
            Clock clock,
            DeleteMetrics metrics) {
        this.pending = pending;
        this.log = log;
        this.rewriter = rewriter;
        this.indexes = indexes;
        this.unflushed = unflushed;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public boolean run(Round round) {
        boolean changed = false;
        Map<Tenant, List<DeleteRequest>> ofTenants =
                pending.read(round.daysOfTenants().keySet());
        for (Map.Entry<Tenant, List<DeleteRequest>> ofTenant : ofTenants.entrySet()) {
            List<DeleteRequest> due = due(ofTenant.getKey(), ofTenant.getValue());
            if (!due.isEmpty() && round.mayGoOn().getAsBoolean()) {
                changed |= run(ofTenant.getKey(), due, round);
            }
        }
        return changed;
    }

    private List<DeleteRequest> due(Tenant tenant, List<DeleteRequest> requests) {
        return switch (limits.of(tenant).deletionMode()) {
            case FILTER_AND_DELETE ->
                requests.stream()
                        .filter(request -> clock.millis() - request.createdAtMillis() >= settings.dueAfterMillis())
                        .toList();
            case DISABLED, FILTER_ONLY -> List.of();
        };
    }

    private boolean run(Tenant tenant, List<DeleteRequest> due, Round round) {
        DeletePass pass = new DeletePass(
                tenant,
                due,
                DeletedRows.of(due, lines -> metrics.deletedLines(tenant, lines)),
                RetentionRules.of(limits.of(tenant).retention())::classOf,
                rewriter,
                indexes,
                untouched);
        try {
            round.days().stream()
                    .filter(day -> day.tenant().equals(tenant))
                    .takeWhile(day -> round.mayGoOn().getAsBoolean())
                    .forEach(day -> pass.look(day, round.policy().ageMin(), clock.millis()));
            if (round.mayGoOn().getAsBoolean()) {
                tell(tenant, due, pass);
            }
        } catch (LodurException e) {
            PartialFailure.tellOrThrow("delete requests of " + tenant + " were not carried out to the end", e);
        }
        return pass.hasRewritten();
    }

    private void tell(Tenant tenant, List<DeleteRequest> due, DeletePass pass) {
        long settledMillis = clock.millis() - settings.settling.toMillis();
        List<DeleteRequest> processed = due.stream()
                .filter(request -> pass.isDone(request, settledMillis))
                .filter(request -> unflushed.oldestNanos() > request.endNanos())
                .toList();
        if (!processed.isEmpty()) {
            log.processed(tenant, processed.stream().map(DeleteRequest::id).collect(Collectors.toSet()));
            metrics.processed(tenant, processed.size());
            LOGGER.log(System.Logger.Level.INFO, processed.size() + " delete requests of " + tenant + " are processed");
        }
        for (DeleteRequest request : due) {
            double fraction = pass.fraction(request);
            if (!processed.contains(request) && fraction > 0) {
                log.progress(tenant, request.id(), fraction);
            }
        }
    }
}
