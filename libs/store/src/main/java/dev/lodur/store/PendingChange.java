package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change that waits for its commit, and then its outcome; guarded by the lock of its {@link CommitQueue}. */
final class PendingChange {
    private final CatalogChange change;
    private @Nullable DayCatalog committed;
    private @Nullable LodurException failure;

    PendingChange(CatalogChange change) {
        this.change = change;
    }

    Optional<DayCatalog> apply(DayCatalog catalog, long nowMillis) {
        return change.apply(catalog, nowMillis);
    }

    void succeed(DayCatalog catalog) {
        committed = catalog;
    }

    void fail(LodurException e) {
        failure = e;
    }

    boolean isDone() {
        return committed != null || failure != null;
    }

    /** The catalog that has the change, or the failure, thrown anew for the thread that waited. */
    DayCatalog result() {
        if (failure != null) {
            throw new LodurException(failure.code(), failure.text(), failure);
        }
        if (committed == null) {
            throw new LodurException(ErrorCode.INTERNAL, "the commit ended without an outcome");
        }
        return committed;
    }
}
