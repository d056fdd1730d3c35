package dev.lodur.compaction.retention;

import dev.lodur.compaction.retention.RetentionAction.Drop;
import dev.lodur.compaction.retention.RetentionAction.Rewrite;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Removes what retention says, in rounds: first by age, day by day, then by size. A day that fails is told in the log and
 * tried again with the next round, and the others go on. For one thread.
 */
public final class RetentionRound {
    private static final System.Logger LOGGER = System.getLogger(RetentionRound.class.getName());

    private final RetentionPlanner planner;
    private final Rewriter rewriter;
    private final BooleanSupplier mayGoOn;
    private final LongSupplier nanoTime;
    private final RetentionMetrics metrics;

    /**
     * @param mayGoOn asked before each day: false where another process does the work by now, or this one ends
     * @param nanoTime a monotonic clock
     */
    public RetentionRound(
            RetentionPlanner planner,
            Rewriter rewriter,
            BooleanSupplier mayGoOn,
            LongSupplier nanoTime,
            RetentionMetrics metrics) {
        this.planner = planner;
        this.rewriter = rewriter;
        this.mayGoOn = mayGoOn;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    /**
     * What a round has done.
     *
     * @param failures days that were not looked at to the end
     * @param releasedBytes of the objects that are in no catalog any more
     */
    public record Result(int dropped, int rewritten, long releasedBytes, int failures) {}

    /**
     * Runs one round.
     *
     * @param days all days of all tenants that have a catalog
     * @param strayBytes see {@link SizeBounds#segmentBytesMax}
     */
    public Result run(Map<Tenant, ? extends Collection<LocalDate>> days, long strayBytes) {
        long startNanos = nanoTime.getAsLong();
        Run run = new Run();
        planner.begin();
        days.forEach((tenant, ofTenant) ->
                run.byAge(tenant, ofTenant.stream().sorted().toList()));
        if (planner.hasBounds(Set.copyOf(days.keySet()))) {
            run.bySize(days, strayBytes);
        }
        if (!run.cutOff) {
            metrics.ran(run.failures == 0, nanoTime.getAsLong() - startNanos);
        }
        return new Result(run.dropped, run.rewritten, run.releasedBytes, run.failures);
    }

    private final class Run {
        /** No longer live, though a catalog that was read before may still say so. */
        private final Set<String> gone = new HashSet<>();

        private int dropped;
        private int rewritten;
        private long releasedBytes;
        private int failures;
        private boolean cutOff;

        void byAge(Tenant tenant, List<LocalDate> days) {
            for (LocalDate day : days) {
                attempt(tenant, day, () -> apply(planner.byAge(tenant, day)));
            }
        }

        private void apply(RetentionPlan plan) {
            List<Drop> drops = plan.drops();
            if (!drops.isEmpty()) {
                drop(plan.tenant(), plan.day(), drops.stream().map(Drop::entry).toList());
                drops.forEach(drop -> told(drop.reason(), drop.entry()));
            }
            for (Rewrite rewrite : plan.rewrites()) {
                rewriter.rewrite(plan.tenant(), plan.day(), rewrite.entry(), rewrite.filter());
                rewritten++;
                gone.add(rewrite.entry().key());
                metrics.removed(rewrite.reason().kind(), 0, 0, rewrite.rows());
                LOGGER.log(
                        System.Logger.Level.INFO,
                        "rewrote '" + rewrite.entry().key() + "' without " + rewrite.rows() + " lines: "
                                + rewrite.reason().text());
            }
        }

        void bySize(Map<Tenant, ? extends Collection<LocalDate>> days, long strayBytes) {
            List<HeldSegment> held = new ArrayList<>();
            days.forEach((tenant, ofTenant) ->
                    ofTenant.forEach(day -> attempt(tenant, day, () -> held.addAll(planner.held(tenant, day, gone)))));
            SizeRetention.Outcome outcome = planner.bySize(held, strayBytes);
            if (outcome.excessBytes() > 0) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "segments have " + outcome.excessBytes() + " bytes more than compactor.retention_bytes leaves"
                                + " them, and nothing more can be removed now");
            }
            byTenantAndDay(outcome).forEach((tenant, ofDays) -> removeOldestFirst(tenant, ofDays));
        }

        private static Map<Tenant, Map<LocalDate, List<SizeRetention.Removal>>> byTenantAndDay(
                SizeRetention.Outcome outcome) {
            Map<Tenant, Map<LocalDate, List<SizeRetention.Removal>>> sorted = new TreeMap<>();
            outcome.removals()
                    .forEach(removal -> sorted.computeIfAbsent(removal.segment().tenant(), tenant -> new TreeMap<>())
                            .computeIfAbsent(removal.segment().day(), day -> new ArrayList<>())
                            .add(removal));
            return sorted;
        }

        /** Ends with the first day that fails: nothing newer goes before it, and what is noted as expired is gone. */
        private void removeOldestFirst(Tenant tenant, Map<LocalDate, List<SizeRetention.Removal>> days) {
            for (var ofDay : days.entrySet()) {
                if (!attempt(tenant, ofDay.getKey(), () -> remove(tenant, ofDay.getKey(), ofDay.getValue()))) {
                    return;
                }
            }
        }

        private void remove(Tenant tenant, LocalDate day, List<SizeRetention.Removal> removals) {
            Map<String, RetentionReason> reasons = new HashMap<>();
            removals.forEach(removal -> reasons.put(removal.segment().key(), removal.reason()));
            List<CatalogEntry> entries = planner.entries(tenant, day, reasons.keySet());
            if (entries.isEmpty()) {
                return;
            }
            drop(tenant, day, entries);
            entries.forEach(entry -> told(Objects.requireNonNull(reasons.get(entry.key())), entry));
            entries.stream()
                    .mapToLong(CatalogEntry::maxTimestampNanos)
                    .max()
                    .ifPresent(latestNanos -> rewriter.expired(tenant, latestNanos + 1));
        }

        private void drop(Tenant tenant, LocalDate day, List<CatalogEntry> entries) {
            rewriter.drop(tenant, day, entries);
            for (CatalogEntry entry : entries) {
                gone.add(entry.key());
                dropped++;
                releasedBytes += entry.sizeBytes();
            }
        }

        private void told(RetentionReason reason, CatalogEntry entry) {
            metrics.removed(reason.kind(), 1, entry.sizeBytes(), entry.rows());
            LOGGER.log(System.Logger.Level.INFO, "removed '" + entry.key() + "': " + reason.text());
        }

        /** Whether a piece of work was done; what kept it from that is told in the log. */
        private boolean attempt(Tenant tenant, LocalDate day, Runnable work) {
            cutOff |= !mayGoOn.getAsBoolean();
            if (cutOff) {
                return false;
            }
            try {
                work.run();
                return true;
            } catch (LodurException e) {
                failures++;
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "retention of " + tenant + " for " + day + " failed, the next round tries again: " + e.text());
                return false;
            }
        }
    }
}
