package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change that waits for its commit, and then its outcome; guarded by the lock of its {@link CommitQueue}. */
final class PendingChange<S> {
    private final SwapChange<S> change;
    private @Nullable S committed;
    private @Nullable LodurException failure;

    PendingChange(SwapChange<S> change) {
        this.change = change;
    }

    Optional<S> apply(S state, long nowMillis) {
        return change.apply(state, nowMillis);
    }

    void succeed(S state) {
        committed = state;
    }

    void fail(LodurException e) {
        failure = e;
    }

    boolean isDone() {
        return committed != null || failure != null;
    }

    /** The state that has the change, or the failure, thrown anew for the thread that waited. */
    S result() {
        if (failure != null) {
            throw new LodurException(failure.code(), failure.text(), failure);
        }
        if (committed == null) {
            throw new LodurException(ErrorCode.INTERNAL, "the commit ended without an outcome");
        }
        return committed;
    }
}
