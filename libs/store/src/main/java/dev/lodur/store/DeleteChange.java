package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.DeleteRequest.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One change of a tenant's delete requests, which can be applied again to whatever version is found: requests that have
 * it already stay as they are, and so a lost answer does no harm.
 */
public sealed interface DeleteChange {
    /** So many requests of a tenant may be pending: each is looked at by every query. */
    int PENDING_MAX = 2_000;

    /**
     * Returns the requests with this change, or nothing when they have it already.
     *
     * @throws LodurException {@link ErrorCode#LIMIT_EXCEEDED} where they would be too many
     */
    Optional<TenantDeletes> apply(TenantDeletes deletes, long nowMillis);

    /** Takes new requests in. */
    record Add(List<DeleteRequest> added) implements DeleteChange {
        public Add {
            added = List.copyOf(added);
        }

        @Override
        public Optional<TenantDeletes> apply(TenantDeletes deletes, long nowMillis) {
            Set<DeleteRequest.Id> known =
                    deletes.requests().stream().map(DeleteRequest::id).collect(Collectors.toSet());
            List<DeleteRequest> missing = added.stream()
                    .filter(request -> !known.contains(request.id()))
                    .toList();
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            int pending = deletes.pending().size() + missing.size();
            if (pending > PENDING_MAX) {
                throw new LodurException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "there would be " + pending
                                + " delete requests that wait, each interval of a request counted, but "
                                + PENDING_MAX + " may: ask for a shorter time or longer intervals, or wait until others"
                                + " are processed");
            }
            return Optional.of(deletes.withAdded(missing));
        }
    }

    /** Takes requests back that are not processed; others, and what is not there, stay as they are. */
    record Cancel(Set<DeleteRequest.Id> ids) implements DeleteChange {
        public Cancel {
            ids = Set.copyOf(ids);
        }

        @Override
        public Optional<TenantDeletes> apply(TenantDeletes deletes, long nowMillis) {
            List<DeleteRequest> kept = deletes.requests().stream()
                    .filter(request -> !request.isPending() || !ids.contains(request.id()))
                    .toList();
            return kept.size() == deletes.requests().size() ? Optional.empty() : Optional.of(deletes.with(kept));
        }
    }

    /** Says how much of a pending request is done. */
    record Progress(DeleteRequest.Id id, State.Progress progress) implements DeleteChange {
        @Override
        public Optional<TenantDeletes> apply(TenantDeletes deletes, long nowMillis) {
            return replaced(deletes, Set.of(id), request -> request.with(progress));
        }
    }

    /** Says that all lines of requests are removed. */
    record Processed(Set<DeleteRequest.Id> ids) implements DeleteChange {
        public Processed {
            ids = Set.copyOf(ids);
        }

        @Override
        public Optional<TenantDeletes> apply(TenantDeletes deletes, long nowMillis) {
            return replaced(deletes, ids, request -> request.with(new State.Processed(nowMillis)));
        }
    }

    /** Says that no line before a time is left; an earlier time than one said before changes nothing. */
    record ExpiredBefore(long nanos) implements DeleteChange {
        @Override
        public Optional<TenantDeletes> apply(TenantDeletes deletes, long nowMillis) {
            return nanos <= deletes.expiredBeforeNanos()
                    ? Optional.empty()
                    : Optional.of(deletes.withExpiredBefore(nanos));
        }
    }

    /** Those pending requests replaced that have one of the ids. */
    private static Optional<TenantDeletes> replaced(
            TenantDeletes deletes, Set<DeleteRequest.Id> ids, UnaryOperator<DeleteRequest> replacement) {
        List<DeleteRequest> all = new ArrayList<>();
        boolean changed = false;
        for (DeleteRequest request : deletes.requests()) {
            boolean affected = request.isPending() && ids.contains(request.id());
            DeleteRequest next = affected ? replacement.apply(request) : request;
            changed |= !next.state().equals(request.state());
            all.add(next);
        }
        return changed ? Optional.of(deletes.with(all)) : Optional.empty();
    }
}
