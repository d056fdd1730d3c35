package dev.lodur.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key and the keys below it, in the order of the registry. */
final class KeyNode {
    static final String ANY_NAME = "*";

    private final KeySpec spec;
    private final Map<String, KeyNode> children = new LinkedHashMap<>();

    KeyNode(KeySpec spec) {
        this.spec = spec;
    }

    KeySpec spec() {
        return spec;
    }

    Collection<KeyNode> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    /** The key of that name, or the one that stands for any name. */
    @Nullable KeyNode child(String name) {
        KeyNode exact = children.get(name);
        return exact == null ? children.get(ANY_NAME) : exact;
    }

    void add(KeyNode child) {
        KeyNode before = children.put(child.spec.name(), child);
        if (before != null) {
            throw new IllegalStateException("key " + child.spec.path() + " stands twice in the registry");
        }
    }
}
