package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Finds out whether a bucket obeys the conditions of puts: some stores answer 200 whatever they are. Three puts of an
 * object of its own, which it deletes.
 */
final class ConditionProbe {
    private static final ObjectBody BODY =
            new ObjectBody.OfBytes("probe of conditional writes\n".getBytes(StandardCharsets.US_ASCII));
    private static final PutCondition WRONG_ETAG = new PutCondition.IfMatch("\"00000000000000000000000000000000\"");

    private final ObjectStore store;
    private final ObjectNames names;
    private final RandomGenerator random;

    ConditionProbe(ObjectStore store, ObjectNames names, RandomGenerator random) {
        this.store = store;
        this.names = names;
        this.random = random;
    }

    /** Fails as {@link ObjectStore#put} when there is no telling, and is to be asked again. */
    boolean conditionsHold() {
        String key = names.probe(random.nextLong());
        try {
            store.put(key, BODY, PutCondition.ALWAYS);
            return !isTaken(key, PutCondition.IF_ABSENT) && !isTaken(key, WRONG_ETAG);
        } finally {
            deleteQuietly(key);
        }
    }

    /** A store that knows no conditions may refuse them as it does any request that it does not understand. */
    private boolean isTaken(String key, PutCondition condition) {
        try {
            store.put(key, BODY, condition);
            return true;
        } catch (LodurException e) {
            if (e.code() == ErrorCode.CONFLICT) {
                return false;
            }
            if (e.code() == ErrorCode.INVALID_REQUEST) {
                return true;
            }
            throw e;
        }
    }

    private void deleteQuietly(String key) {
        try {
            store.delete(key);
        } catch (LodurException e) {
            System.getLogger(ConditionProbe.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "object '" + key + "' of a probe stays", e);
        }
    }
}
