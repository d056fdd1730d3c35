package dev.lodur.compaction.retention;

import dev.lodur.compaction.retention.RetentionAction.Keep;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads catalogs, and an index where one is needed, and says what is to go now; changes nothing. It remembers what an
 * index told, so that the next rounds do not open the same segment again. For one thread.
 */
public final class RetentionPlanner {
    private static final Freshness RECENT = new Freshness.MaxAge(Duration.ofMinutes(1));

    private final CatalogReader catalogs;
    private final TenantLimits.Source limits;
    private final SegmentIndexes indexes;
    private final SizeBounds bounds;
    private final Duration ageMin;
    private final Clock clock;
    private Map<String, Known> known = new HashMap<>();
    private Map<String, Known> knownNext = new HashMap<>();

    /** That a segment stays until a moment under the limits of then. */
    private record Known(RetentionLimits limits, long untilNanos) {}

    /** @param ageMin how long ago a segment must have been committed to be touched */
    public RetentionPlanner(
            CatalogReader catalogs,
            TenantLimits.Source limits,
            SegmentIndexes indexes,
            SizeBounds bounds,
            Duration ageMin,
            Clock clock) {
        this.catalogs = catalogs;
        this.limits = limits;
        this.indexes = indexes;
        this.bounds = bounds;
        this.ageMin = ageMin;
        this.clock = clock;
    }

    /** Begins another round: what the last one did not ask for is forgotten. */
    void begin() {
        known = knownNext;
        knownNext = new HashMap<>();
    }

    /** The rules that hold for a tenant now. */
    RetentionRules rules(Tenant tenant) {
        return RetentionRules.of(limits.of(tenant).retention());
    }

    /** Whether a day is old enough that something of it may be expired. */
    boolean mayExpire(LocalDate day, RetentionRules rules) {
        return rules.expireAnything()
                && day.toEpochDay() * Duration.ofDays(1).toNanos()
                        < rules.shortest().oldestNanos(nowNanos());
    }

    /** What becomes of a day by age. Throws where its catalog or an index cannot be read. */
    public RetentionPlan byAge(Tenant tenant, LocalDate day) {
        RetentionRules rules = rules(tenant);
        DayCatalog catalog = mayExpire(day, rules) ? read(tenant, day) : DayCatalog.empty(tenant, day);
        EntryJudge judge = new EntryJudge(rules, indexes, ageMin, nowNanos());
        List<RetentionAction> actions = new ArrayList<>();
        catalog.entries().forEach(entry -> actions.add(judge(entry, rules, judge)));
        return new RetentionPlan(tenant, day, actions);
    }

    private RetentionAction judge(CatalogEntry entry, RetentionRules rules, EntryJudge judge) {
        Known before = known.get(entry.key());
        if (before != null
                && before.untilNanos() > nowNanos()
                && before.limits().equals(rules.limits())) {
            knownNext.put(entry.key(), before);
            return new Keep(entry, before.untilNanos());
        }
        RetentionAction action = judge.judge(entry);
        if (action instanceof Keep(CatalogEntry _, long untilNanos) && untilNanos > nowNanos()) {
            knownNext.put(entry.key(), new Known(rules.limits(), untilNanos));
        }
        return action;
    }

    /** Whether any bound on bytes holds for one of the tenants. */
    boolean hasBounds(Set<Tenant> tenants) {
        return isEnabled(tenants)
                && (bounds.bucketBytesMax() > 0 || tenants.stream().anyMatch(tenant -> tenantBytesMax(tenant) > 0));
    }

    /** The switch is one for all tenants; it may be turned while the process runs, and the bound of the bucket not. */
    private boolean isEnabled(Set<Tenant> tenants) {
        return tenants.stream().anyMatch(tenant -> limits.of(tenant).retention().enabled());
    }

    /**
     * What goes because there is too much.
     *
     * @param all live segments of all tenants and days
     * @param strayBytes see {@link SizeBounds#segmentBytesMax}
     */
    public SizeRetention.Outcome bySize(List<HeldSegment> all, long strayBytes) {
        Set<Tenant> tenants = all.stream().map(HeldSegment::tenant).collect(Collectors.toSet());
        SizeBounds inForce = isEnabled(tenants) ? bounds : SizeBounds.NONE;
        return new SizeRetention(this::tenantBytesMax, inForce).choose(all, strayBytes);
    }

    private long tenantBytesMax(Tenant tenant) {
        RetentionLimits retention = limits.of(tenant).retention();
        return retention.enabled() ? retention.bytesMax() : 0;
    }

    /** The live segments of a day, apart from some. */
    public List<HeldSegment> held(Tenant tenant, LocalDate day, Set<String> apartFrom) {
        return read(tenant, day).entries().stream()
                .filter(entry -> !apartFrom.contains(entry.key()))
                .map(entry -> HeldSegment.of(tenant, day, entry, ageMin, clock.millis()))
                .toList();
    }

    /** The entries of segments by their keys, as far as they are live. */
    List<CatalogEntry> entries(Tenant tenant, LocalDate day, Set<String> keys) {
        return read(tenant, day).entries().stream()
                .filter(entry -> keys.contains(entry.key()))
                .toList();
    }

    private DayCatalog read(Tenant tenant, LocalDate day) {
        return catalogs.read(tenant, day, RECENT);
    }

    private long nowNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
