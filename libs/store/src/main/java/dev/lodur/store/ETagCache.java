package dev.lodur.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ETags of the objects that were put last, a bounded number of them; thread-safe. */
final class ETagCache {
    private static final int OBJECTS_MAX = 4096;

    private final Map<String, String> etags = new LinkedHashMap<>(16, 0.75f, true);

    synchronized @Nullable String find(String key) {
        return etags.get(key);
    }

    synchronized void remember(String key, String etag) {
        etags.put(key, etag);
        if (etags.size() > OBJECTS_MAX) {
            etags.remove(etags.keySet().iterator().next());
        }
    }

    synchronized void forget(String key) {
        etags.remove(key);
    }
}
