package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Tenant;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Keeps the delete requests of tenants in the bucket, changed by compare-and-swap as catalogs are. Every change may be
 * made again without harm. Thread-safe; the methods block and fail as those of {@link CatalogStore}: with
 * {@link ErrorCode#UNAVAILABLE} a change may or may not have been made.
 */
public final class DeleteLog {
    private final CatalogObjects objects;
    private final SwapStore<TenantDeletes> store;
    private final DeletesReader reader;

    /**
     * @param reader of the same process, which sees each change that is made here at once
     */
    public DeleteLog(
            CatalogObjects objects, DeletesReader reader, Clock clock, Sleeper sleeper, RandomGenerator random) {
        this.objects = objects;
        this.store = new SwapStore<>(clock, sleeper, random);
        this.reader = reader;
    }

    /** All requests as they are in the bucket now. */
    public TenantDeletes read(Tenant tenant) {
        return store.read(new DeletesPlace(objects, tenant));
    }

    /** The requests whose lines are not all removed yet, as they are in the bucket now. */
    public List<DeleteRequest> pending(Tenant tenant) {
        return read(tenant).pending();
    }

    /** Takes new requests in, all or none; {@link ErrorCode#LIMIT_EXCEEDED} where too many are pending. */
    public TenantDeletes add(Tenant tenant, List<DeleteRequest> requests) {
        return commit(tenant, new DeleteChange.Add(requests));
    }

    /** Takes requests back; those processed meanwhile stay. */
    public TenantDeletes cancel(Tenant tenant, Set<DeleteRequest.Id> ids) {
        return commit(tenant, new DeleteChange.Cancel(ids));
    }

    /**
     * Says how much of a request is done; nothing where it was taken back or is processed.
     *
     * @param fraction above 0 and up to 1
     */
    public TenantDeletes progress(Tenant tenant, DeleteRequest.Id id, double fraction) {
        return commit(tenant, new DeleteChange.Progress(id, new DeleteRequest.State.Progress(fraction)));
    }

    /** Says that no line of some requests is left anywhere, and that none can come back from a log. */
    public TenantDeletes processed(Tenant tenant, Set<DeleteRequest.Id> ids) {
        return commit(tenant, new DeleteChange.Processed(ids));
    }

    /** Says that all lines before a time were removed, for their age or for room. */
    public TenantDeletes expiredBefore(Tenant tenant, long nanos) {
        return commit(tenant, new DeleteChange.ExpiredBefore(nanos));
    }

    private TenantDeletes commit(Tenant tenant, DeleteChange change) {
        try {
            return store.commit(new DeletesPlace(objects, tenant), change::apply);
        } finally {
            // Also where the answer was lost: the change may be there.
            reader.expire(tenant);
        }
    }
}
