package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.function.Supplier;

/**
 * A store as a process sees it that dies: at a given request, which happens or does not, and after it nothing works any
 * more. Calls back after each request that has worked. For one thread.
 */
public final class StoppingObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final long stopAt;
    private final boolean lastHappens;
    private final Runnable afterEach;
    private long requests;

    /**
     * @param stopAt the number of the request that is the last, from 1 on
     * @param lastHappens whether the store still does what it is asked then
     */
    public StoppingObjectStore(ObjectStore store, long stopAt, boolean lastHappens, Runnable afterEach) {
        this.store = store;
        this.stopAt = stopAt;
        this.lastHappens = lastHappens;
        this.afterEach = afterEach;
    }

    /** Whether the request was reached at which it stops. */
    public boolean hasStopped() {
        return requests >= stopAt;
    }

    private <T> T request(Supplier<T> request) {
        requests++;
        if (requests < stopAt) {
            T answer = request.get();
            afterEach.run();
            return answer;
        }
        if (requests == stopAt && lastHappens) {
            request.get();
        }
        throw new LodurException(ErrorCode.UNAVAILABLE, "the process is dead");
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        return request(() -> store.put(key, body, condition));
    }

    @Override
    public StoredObject get(String key) {
        return request(() -> store.get(key));
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        return request(() -> store.getIfChanged(key, etag));
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        request(() -> {
            store.getRange(key, offset, length, into, intoOffset);
            return true;
        });
    }

    @Override
    public ObjectInfo head(String key) {
        return request(() -> store.head(key));
    }

    @Override
    public void delete(String key) {
        request(() -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        return request(() -> store.list(prefix, startAfter));
    }

    @Override
    public long nowMillis() {
        return request(store::nowMillis);
    }

    @Override
    public void close() {
        store.close();
    }
}
