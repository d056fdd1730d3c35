package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All delete requests of one tenant, in one version; immutable. Version 0 is that of a tenant without an object. Requests
 * that are processed stay: a catalog that has to be made again from what lies in the bucket must bring nothing back.
 *
 * @param version one more with every commit
 * @param requests in the order of their commits, each id once
 * @param expiredBeforeNanos lines before this were removed for their age or for room, however long the tenant keeps
 *     others; {@link Long#MIN_VALUE} where none were
 * @param unknownFields what a newer version wrote and this one does not understand, kept as it is
 */
public record TenantDeletes(
        Tenant tenant, long version, List<DeleteRequest> requests, long expiredBeforeNanos, byte[] unknownFields) {
    /**
     * So long a processed request goes on hiding its lines, because a query may still read by a catalog from before they
     * were removed. Twice the age that a catalog may have.
     */
    public static final Duration HIDDEN_AFTER_PROCESSED = Duration.ofMinutes(2);

    public TenantDeletes {
        requests = List.copyOf(requests);
    }

    public static TenantDeletes empty(Tenant tenant) {
        return new TenantDeletes(tenant, 0, List.of(), Long.MIN_VALUE, new byte[0]);
    }

    /** For texts. */
    String name() {
        return "delete requests of " + tenant;
    }

    public Optional<DeleteRequest> find(DeleteRequest.Id id) {
        return requests.stream().filter(request -> request.id().equals(id)).findFirst();
    }

    /** Those whose lines are not all removed yet. */
    public List<DeleteRequest> pending() {
        return requests.stream().filter(DeleteRequest::isPending).toList();
    }

    /** Those whose lines queries must not see at a moment: the pending ones, and for a while those just processed. */
    public List<DeleteRequest> hiding(long nowMillis) {
        return requests.stream()
                .filter(request -> switch (request.state()) {
                    case DeleteRequest.State.Received _, DeleteRequest.State.Progress _ -> true;
                    case DeleteRequest.State.Processed(long atMillis) ->
                        nowMillis - atMillis < HIDDEN_AFTER_PROCESSED.toMillis();
                })
                .toList();
    }

    TenantDeletes with(List<DeleteRequest> changed) {
        return new TenantDeletes(tenant, version, changed, expiredBeforeNanos, unknownFields);
    }

    TenantDeletes withAdded(List<DeleteRequest> added) {
        List<DeleteRequest> all = new ArrayList<>(requests);
        all.addAll(added);
        return with(all);
    }

    TenantDeletes withExpiredBefore(long nanos) {
        return new TenantDeletes(tenant, version, requests, nanos, unknownFields);
    }

    TenantDeletes nextVersion() {
        return new TenantDeletes(tenant, version + 1, requests, expiredBeforeNanos, unknownFields);
    }
}
