package dev.lodur.config;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every key of Loki's configuration file, by path and by flag. Read once from {@code loki-keys.txt}, which documents its
 * own format. Immutable after that.
 */
final class KeyRegistry {
    private static final Pattern INDEX = Pattern.compile("\\[\\d*]");

    private final KeyNode root;
    private final Map<String, KeyNode> byPath = new HashMap<>();
    private final Map<String, KeySpec> byFlag = new LinkedHashMap<>();
    private final Map<String, KeySpec> byUsedName = new HashMap<>();

    KeyRegistry(KeyNode root) {
        this.root = root;
        addPaths(root);
        forEach(this::addFlag);
        forEach(this::addPathAsFlag);
        forEach(this::addUsedName);
    }

    /** The registry that is part of Lodur. */
    static KeyRegistry loki() {
        return Holder.LOKI;
    }

    private static final class Holder {
        static final KeyRegistry LOKI = KeyFile.read();
    }

    KeyNode root() {
        return root;
    }

    /** The node of a path such as {@code schema_config.configs[0].from}; null where Loki has no such key. */
    @Nullable KeyNode find(String path) {
        KeyNode exact = byPath.get(path);
        return exact == null ? walk(path) : exact;
    }

    /** Finds names that are not in the registry themselves: indexes, and those where any name may stand. */
    private @Nullable KeyNode walk(String path) {
        KeyNode at = root;
        for (String name : INDEX.matcher(path).replaceAll("").split("\\.")) {
            at = at.child(name);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** The key of a path that this program itself names. */
    KeySpec get(String path) {
        KeyNode node = find(path);
        if (node == null) {
            throw new IllegalStateException("no key " + path + " in the registry");
        }
        return node.spec();
    }

    /** The key that a flag sets: Loki's name of the flag, or the path with dashes. */
    @Nullable KeySpec byFlag(String flag) {
        return byFlag.get(flag);
    }

    /** The first key that Lodur uses with that name, in whatever section; null where there is none. */
    @Nullable KeySpec byName(String name) {
        return byUsedName.get(name);
    }

    Collection<String> flags() {
        return Collections.unmodifiableCollection(byFlag.keySet());
    }

    /** Calls with every key, sections included, in the order of the file. */
    void forEach(Consumer<KeySpec> action) {
        forEach(root, action);
    }

    private static void forEach(KeyNode node, Consumer<KeySpec> action) {
        for (KeyNode child : node.children()) {
            action.accept(child.spec());
            forEach(child, action);
        }
    }

    private void addPaths(KeyNode node) {
        for (KeyNode child : node.children()) {
            byPath.put(child.spec().path(), child);
            addPaths(child);
        }
    }

    private void addFlag(KeySpec spec) {
        String flag = spec.flag();
        if (flag != null) {
            byFlag.putIfAbsent(flag, spec);
        }
    }

    private void addPathAsFlag(KeySpec spec) {
        if (spec.flag() != null) {
            byFlag.putIfAbsent(spec.path().replace('_', '-'), spec);
        }
    }

    private void addUsedName(KeySpec spec) {
        if (spec.state() == KeyState.USED) {
            byUsedName.putIfAbsent(spec.name(), spec);
        }
    }
}
