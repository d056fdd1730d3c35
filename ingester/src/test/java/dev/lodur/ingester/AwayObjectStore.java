package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectInfo;
import dev.lodur.store.ObjectPage;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PutCondition;
import dev.lodur.store.StoredObject;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket that can be away: all requests fail then. Counts the requests. */
final class AwayObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean away;

    AwayObjectStore(ObjectStore store) {
        this.store = store;
    }

    void setAway(boolean newAway) {
        away = newAway;
    }

    int requests() {
        return requests.get();
    }

    private ObjectStore reached() {
        requests.incrementAndGet();
        if (away) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the bucket is away");
        }
        return store;
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        return reached().put(key, body, condition);
    }

    @Override
    public StoredObject get(String key) {
        return reached().get(key);
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        return reached().getIfChanged(key, etag);
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        reached().getRange(key, offset, length, into, intoOffset);
    }

    @Override
    public ObjectInfo head(String key) {
        return reached().head(key);
    }

    @Override
    public void delete(String key) {
        reached().delete(key);
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        return reached().list(prefix, startAfter);
    }

    @Override
    public long nowMillis() {
        return reached().nowMillis();
    }

    @Override
    public void close() {
        store.close();
    }
}
