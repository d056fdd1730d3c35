package dev.lodur.store;

import java.util.List;
import java.util.Optional;

/**
 * Named values that move by check-and-set, outside of the bucket: what says which object is a day's catalog where the
 * bucket has no conditional writes.
 *
 * <p>Reads see every move that was acknowledged before they began; a store that also offers stale reads must not use
 * them here. Values are never removed. The methods block, are thread-safe, and throw
 * {@link dev.lodur.model.LodurException}s with {@link dev.lodur.model.ErrorCode#UNAVAILABLE} when there is no answer, after
 * which a move may or may not have happened.
 */
public interface CatalogPointer {
    /** The index of a name without a value. */
    long ABSENT = 0;

    /**
     * A value and the state it belongs to.
     *
     * @param index another one with every move; not {@link #ABSENT}
     */
    record Pointed(String value, long index) {}

    Optional<Pointed> read(String name);

    /**
     * Moves a name to a value if its index is still the one that was read.
     *
     * @param index {@link #ABSENT} where the name must have no value
     * @return whether it has moved
     */
    boolean compareAndSet(String name, String value, long index);

    /** The names with a value that begin with a prefix, in any order. */
    List<String> names(String prefix);
}
