package dev.lodur.querier;

import dev.lodur.engine.Deletion;
import dev.lodur.engine.Deletions;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.TenantDeletes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which lines of a tenant a query takes for gone: those of its delete requests that are not processed everywhere yet.
 *
 * <p>Requests are at most five seconds old, and in the process that takes them not old at all: one conditional get for
 * each tenant in five seconds while it is asked for, 17,280 class B requests a day at most, 2,880 with a dashboard every
 * half minute. While the bucket is away those known last go on being applied. Thread-safe; calls block.
 */
final class QueryDeletions {
    private static final Duration AGE_MAX = Duration.ofSeconds(5);

    private final DeletesReader reader;
    private final TenantLimits.Source limits;
    private final Clock clock;
    private final Map<Tenant, Deletions> compiled = new ConcurrentHashMap<>();

    QueryDeletions(DeletesReader reader, TenantLimits.Source limits, Clock clock) {
        this.reader = reader;
        this.limits = limits;
        this.clock = clock;
    }

    /** {@link ErrorCode#UNAVAILABLE} where the bucket does not answer and has never told. */
    Deletions of(Tenant tenant) {
        return isOff(tenant) ? Deletions.NONE : compiled(tenant, reader.readOrKnown(tenant, AGE_MAX));
    }

    /** As far as is known without asking the bucket. */
    Deletions known(Tenant tenant) {
        return isOff(tenant)
                ? Deletions.NONE
                : reader.known(tenant).map(deletes -> compiled(tenant, deletes)).orElse(Deletions.NONE);
    }

    /** Whether the bucket has ever told. */
    boolean isKnown(Tenant tenant) {
        return isOff(tenant) || reader.known(tenant).isPresent();
    }

    /** As {@link #of}, and as {@link #known} where that fails: for what cannot begin again. */
    Deletions ofAnyAge(Tenant tenant) {
        try {
            return of(tenant);
        } catch (LodurException e) {
            if (e.code().action() != ErrorCode.Action.RETRY_LATER) {
                throw e;
            }
            return known(tenant);
        }
    }

    private boolean isOff(Tenant tenant) {
        return !limits.of(tenant).deletionMode().hidesLines();
    }

    private Deletions compiled(Tenant tenant, TenantDeletes deletes) {
        if (deletes.requests().isEmpty()) {
            return Deletions.NONE;
        }
        List<Deletion> hiding =
                deletes.hiding(clock.millis()).stream().map(Deletion::of).toList();
        return compiled.compute(
                tenant,
                (key, before) -> before != null && before.requests().equals(hiding) ? before : Deletions.of(hiding));
    }
}
