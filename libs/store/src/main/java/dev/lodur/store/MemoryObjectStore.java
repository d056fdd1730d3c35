package dev.lodur.store;

import dev.lodur.store.ObjectPage.ListedObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A bucket in memory, for tests and for runs that keep nothing. */
public final class MemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, Version> objects = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private volatile boolean closed;

    public MemoryObjectStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        checkOpen(key);
        Version version = Version.of(read(key, body), clock.millis());
        objects.compute(key, (ignored, present) -> {
            if (!holds(condition, present)) {
                throw StoreFailures.conflict(key, condition);
            }
            return version;
        });
        return version.info(key);
    }

    private static byte[] read(String key, ObjectBody body) {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw StoreFailures.failed("put", key, e);
        }
    }

    private static boolean holds(PutCondition condition, @Nullable Version present) {
        return switch (condition) {
            case PutCondition.Always() -> true;
            case PutCondition.IfAbsent() -> present == null;
            case PutCondition.IfMatch(String etag) -> present != null && present.etag.equals(etag);
        };
    }

    @Override
    public StoredObject get(String key) {
        Version version = version(key);
        return new StoredObject(version.bytes.clone(), version.etag);
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        checkOpen(key);
        Version version = objects.get(key);
        if (version == null) {
            return new ConditionalGet.Missing();
        }
        return version.etag.equals(etag)
                ? new ConditionalGet.Unchanged()
                : new ConditionalGet.Changed(version.bytes.clone(), version.etag);
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        byte[] bytes = version(key).bytes;
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw StoreFailures.tooShort(key, bytes.length, offset, length);
        }
        System.arraycopy(bytes, (int) offset, into, intoOffset, length);
    }

    @Override
    public ObjectInfo head(String key) {
        return version(key).info(key);
    }

    @Override
    public void delete(String key) {
        checkOpen(key);
        objects.remove(key);
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        if (closed) {
            throw StoreFailures.closed("memory");
        }
        List<ListedObject> page = new ArrayList<>();
        boolean afterPrefix = startAfter.compareTo(prefix) >= 0;
        for (Map.Entry<String, Version> object :
                objects.tailMap(afterPrefix ? startAfter : prefix, !afterPrefix).entrySet()) {
            if (!object.getKey().startsWith(prefix)) {
                break;
            }
            if (page.size() == ObjectPage.OBJECTS_MAX) {
                return new ObjectPage(page, false);
            }
            page.add(object.getValue().listed(object.getKey()));
        }
        return new ObjectPage(page, true);
    }

    @Override
    public long nowMillis() {
        if (closed) {
            throw StoreFailures.closed("memory");
        }
        return clock.millis();
    }

    private Version version(String key) {
        checkOpen(key);
        Version version = objects.get(key);
        if (version == null) {
            throw StoreFailures.gone(key);
        }
        return version;
    }

    private void checkOpen(String key) {
        if (closed) {
            throw StoreFailures.closed("memory");
        }
        ObjectKeys.check(key);
    }

    @Override
    public void close() {
        closed = true;
    }

    private record Version(byte[] bytes, String etag, long lastModifiedMillis) {
        static Version of(byte[] bytes, long lastModifiedMillis) {
            ETagDigest digest = new ETagDigest();
            digest.update(bytes, bytes.length);
            return new Version(bytes, digest.etag(), lastModifiedMillis);
        }

        ObjectInfo info(String key) {
            return new ObjectInfo(key, bytes.length, etag, lastModifiedMillis);
        }

        ListedObject listed(String key) {
            return new ListedObject(key, bytes.length, lastModifiedMillis);
        }
    }
}
