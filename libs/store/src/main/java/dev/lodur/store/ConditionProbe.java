package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Finds out whether a bucket obeys the conditions of puts: some stores answer 200 whatever they are. Three puts of an
 * object of its own, which it deletes. A condition that is not obeyed is tried again with another object: where a process
 * was held up so long that its probe was swept, it looks the same.
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

    /** What became of a put whose condition did not hold. */
    private enum Answer {
        CONFLICT,
        TAKEN,
        REFUSED
    }

    /** Fails as {@link ObjectStore#put} when there is no telling, and is to be asked again. */
    boolean conditionsHold() {
        Answer first = probe();
        return (first == Answer.TAKEN ? probe() : first) == Answer.CONFLICT;
    }

    private Answer probe() {
        String key = names.probe(random.nextLong());
        try {
            store.put(key, BODY, PutCondition.ALWAYS);
            Answer absent = put(key, PutCondition.IF_ABSENT);
            return absent == Answer.CONFLICT ? put(key, WRONG_ETAG) : absent;
        } finally {
            deleteQuietly(key);
        }
    }

    /** A store that knows no conditions may refuse them as it does any request that it does not understand. */
    private Answer put(String key, PutCondition condition) {
        try {
            store.put(key, BODY, condition);
            return Answer.TAKEN;
        } catch (LodurException e) {
            if (e.code() == ErrorCode.CONFLICT) {
                return Answer.CONFLICT;
            }
            if (e.code() == ErrorCode.INVALID_REQUEST) {
                return Answer.REFUSED;
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
