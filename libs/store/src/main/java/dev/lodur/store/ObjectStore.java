package dev.lodur.store;

import dev.lodur.model.ErrorCode;

/**
 * A bucket: whole objects under keys, with conditional writes, as S3 and its relatives offer them.
 *
 * <p>Keys obey {@link ObjectKeys}; a key that does not is refused by every method with
 * {@link ErrorCode#INVALID_REQUEST}. An object is replaced as a whole or not at all: no reader ever sees a part of one,
 * and what a put has acknowledged survives a loss of power. Reads see every put that was acknowledged before they began.
 *
 * <p>All methods block and belong on virtual threads; all are thread-safe. Failures are
 * {@link dev.lodur.model.LodurException}s with the codes named at each method, and besides:
 *
 * <ul>
 *   <li>{@link ErrorCode#UNAVAILABLE}: the store did not answer or is closed; a put may or may not have happened;
 *   <li>{@link ErrorCode#INTERNAL}: the store or its disk failed; a put may or may not have happened;
 *   <li>{@link ErrorCode#RATE_LIMITED}: the store asks for fewer requests; a put has not happened.
 * </ul>
 *
 * <p>An implementation proves itself by a subclass of {@code ObjectStoreContractTest}.
 */
public interface ObjectStore extends AutoCloseable {
    /**
     * Stores an object, atomically: the condition is checked and the object replaced in one step, so that of several
     * puts under the same condition exactly one succeeds.
     *
     * @throws dev.lodur.model.LodurException {@link ErrorCode#CONFLICT} when the condition does not hold; nothing has
     *     changed then
     */
    ObjectInfo put(String key, ObjectBody body, PutCondition condition);

    /**
     * The whole object in one version.
     *
     * @throws dev.lodur.model.LodurException {@link ErrorCode#GONE} when there is no such object
     */
    StoredObject get(String key);

    /** The whole object unless its current ETag is the given one; a missing object is a result here, not a failure. */
    ConditionalGet getIfChanged(String key, String etag);

    /**
     * Fills {@code into} from {@code intoOffset} with {@code length} bytes of the object from {@code offset} on.
     *
     * @throws dev.lodur.model.LodurException {@link ErrorCode#GONE} when there is no such object,
     *     {@link ErrorCode#CORRUPT} when it ends before the range does
     */
    void getRange(String key, long offset, int length, byte[] into, int intoOffset);

    /**
     * Size, ETag and age of an object without its bytes.
     *
     * @throws dev.lodur.model.LodurException {@link ErrorCode#GONE} when there is no such object
     */
    ObjectInfo head(String key);

    /** Removes an object, atomically; one that is missing is no failure. */
    void delete(String key);

    /**
     * The objects whose key begins with {@code prefix} and sorts after {@code startAfter} (empty: from the first on), by
     * key, at most {@link ObjectPage#OBJECTS_MAX} of them. Objects put or deleted meanwhile may or may not be listed.
     */
    ObjectPage list(String prefix, String startAfter);

    /**
     * The time by the store's own clock, which also dates its objects, in milliseconds since 1970; whole seconds in some
     * stores. What has to be old by that clock is compared with this, because clocks of machines differ. One request,
     * charged as a {@link #head}.
     */
    long nowMillis();

    /** Gives back what the store holds; further calls fail with {@link ErrorCode#UNAVAILABLE}. */
    @Override
    void close();
}
