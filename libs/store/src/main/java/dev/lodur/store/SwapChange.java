package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import java.util.Optional;

/** A change of a state that can be applied again to whatever version is found; one that has it already stays as it is. */
@FunctionalInterface
interface SwapChange<S> {
    /**
     * Returns the state with this change, or nothing when it has it already.
     *
     * @throws dev.lodur.model.LodurException {@link ErrorCode#CONFLICT} and others when the change cannot be made (any more)
     */
    Optional<S> apply(S state, long nowMillis);
}
