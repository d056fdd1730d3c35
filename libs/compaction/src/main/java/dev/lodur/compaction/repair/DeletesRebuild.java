package dev.lodur.compaction.repair;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayRange;
import dev.lodur.store.DeleteRequest;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.TenantDeletes;
import dev.lodur.store.TenantDeletesFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a tenant's delete requests, in the newest copy where they are lost, and has those that are done with done again
 * where a rebuilt catalog may have brought their lines back.
 */
public final class DeletesRebuild {
    private final ObjectStore store;
    private final ObjectNames names;
    private final CatalogObjects objects;

    /**
     * What is known.
     *
     * @param tag of what is there now
     * @param deletes as they are, or as the newest copy has them
     * @param lost whether they cannot be read where they should be
     */
    public record Found(String tag, TenantDeletes deletes, boolean lost) {}

    public DeletesRebuild(ObjectStore store, ObjectNames names, CatalogObjects objects) {
        this.store = store;
        this.names = names;
        this.objects = objects;
    }

    /** The requests; nothing where there are none, nor a copy. */
    public Optional<Found> find(Tenant tenant) {
        String tag = CatalogObjects.NO_CATALOG;
        if (objects.getDeletesIfChanged(tenant, CatalogObjects.NO_CATALOG)
                instanceof ConditionalGet.Changed(byte[] bytes, String current)) {
            try {
                return Optional.of(new Found(current, TenantDeletesFormat.decode(names.deletes(tenant), bytes), false));
            } catch (LodurException e) {
                if (e.code() != ErrorCode.CORRUPT) {
                    throw e;
                }
                tag = current;
            }
        }
        String replaced = tag;
        boolean unreadable = !replaced.equals(CatalogObjects.NO_CATALOG);
        return new CatalogCopyReader(store, names)
                .deletes(tenant)
                .filter(copy -> unreadable || copy.version() > 0)
                .map(copy -> new Found(replaced, copy, true));
    }

    /** The requests that are done with and touch one of the days. */
    public static List<DeleteRequest> toDoAgain(TenantDeletes deletes, Set<LocalDate> days) {
        return deletes.requests().stream()
                .filter(request -> !request.isPending())
                .filter(request -> days.stream().anyMatch(DayRange.of(request.range())::contains))
                .toList();
    }

    /**
     * Writes the requests with those that touch the days received anew, which hides their lines at once and removes them
     * with the next rounds; nothing where there is nothing to change. To be called before the catalogs are written.
     */
    public void write(Found found, Set<LocalDate> days) {
        List<DeleteRequest> again = toDoAgain(found.deletes(), days);
        if (again.isEmpty() && !found.lost()) {
            return;
        }
        List<DeleteRequest> requests = found.deletes().requests().stream()
                .map(request -> again.contains(request) ? received(request) : request)
                .toList();
        TenantDeletes next = new TenantDeletes(
                found.deletes().tenant(),
                found.deletes().version() + (found.lost() ? store.nowMillis() : 1),
                requests,
                found.deletes().expiredBeforeNanos(),
                found.deletes().unknownFields());
        objects.replaceDeletes(next, found.tag());
    }

    private static DeleteRequest received(DeleteRequest request) {
        return new DeleteRequest(
                request.group(),
                request.part(),
                request.query(),
                request.startNanos(),
                request.endNanos(),
                request.createdAtMillis(),
                DeleteRequest.State.RECEIVED,
                request.unknownFields());
    }
}
