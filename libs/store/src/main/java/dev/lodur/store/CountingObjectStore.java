package dev.lodur.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A store that counts the requests to another one by operation, failed ones included: they are charged too.
 *
 * <p>A put counts when it is sent, so what a client library repeats on its own is not seen here. Thread-safe.
 */
public final class CountingObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final Map<BucketOperation, LongAdder> requests = new EnumMap<>(BucketOperation.class);

    public CountingObjectStore(ObjectStore store) {
        this.store = store;
        for (BucketOperation operation : BucketOperation.values()) {
            requests.put(operation, new LongAdder());
        }
    }

    /** Requests of one kind since the start. */
    public long requests(BucketOperation operation) {
        return counter(operation).sum();
    }

    /** Requests of a class since the start. */
    public long requests(RequestClass requestClass) {
        long sum = 0;
        for (BucketOperation operation : BucketOperation.values()) {
            sum += operation.requestClass() == requestClass ? requests(operation) : 0;
        }
        return sum;
    }

    private LongAdder counter(BucketOperation operation) {
        return requests.getOrDefault(operation, new LongAdder());
    }

    private ObjectStore counted(BucketOperation operation) {
        counter(operation).increment();
        return store;
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        return counted(BucketOperation.PUT).put(key, body, condition);
    }

    @Override
    public StoredObject get(String key) {
        return counted(BucketOperation.GET).get(key);
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        return counted(BucketOperation.GET_IF_CHANGED).getIfChanged(key, etag);
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        counted(BucketOperation.GET_RANGE).getRange(key, offset, length, into, intoOffset);
    }

    @Override
    public ObjectInfo head(String key) {
        return counted(BucketOperation.HEAD).head(key);
    }

    @Override
    public void delete(String key) {
        counted(BucketOperation.DELETE).delete(key);
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        return counted(BucketOperation.LIST).list(prefix, startAfter);
    }

    @Override
    public long nowMillis() {
        return counted(BucketOperation.HEAD).nowMillis();
    }

    @Override
    public void close() {
        store.close();
    }
}
