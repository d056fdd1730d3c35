package dev.lodur.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A store that counts the requests to another one by class, failed ones included: they are charged too.
 *
 * <p>A put counts when it is sent, so what a client library repeats on its own is not seen here. Thread-safe.
 */
public final class CountingObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final Map<RequestClass, LongAdder> requests = new EnumMap<>(RequestClass.class);

    public CountingObjectStore(ObjectStore store) {
        this.store = store;
        for (RequestClass requestClass : RequestClass.values()) {
            requests.put(requestClass, new LongAdder());
        }
    }

    /** Requests of a class since the start. */
    public long requests(RequestClass requestClass) {
        return counter(requestClass).sum();
    }

    private LongAdder counter(RequestClass requestClass) {
        return requests.getOrDefault(requestClass, new LongAdder());
    }

    private ObjectStore counted(RequestClass requestClass) {
        counter(requestClass).increment();
        return store;
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        return counted(RequestClass.A).put(key, body, condition);
    }

    @Override
    public StoredObject get(String key) {
        return counted(RequestClass.B).get(key);
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        return counted(RequestClass.B).getIfChanged(key, etag);
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        counted(RequestClass.B).getRange(key, offset, length, into, intoOffset);
    }

    @Override
    public ObjectInfo head(String key) {
        return counted(RequestClass.B).head(key);
    }

    @Override
    public void delete(String key) {
        counted(RequestClass.FREE).delete(key);
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        return counted(RequestClass.A).list(prefix, startAfter);
    }

    @Override
    public long nowMillis() {
        return counted(RequestClass.B).nowMillis();
    }

    @Override
    public void close() {
        store.close();
    }
}
