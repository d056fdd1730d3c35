package dev.lodur.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sets the keys that a layer of properties names. */
final class PropertyReader {
    /** So many edits make a name of a variable a mistake rather than somebody else's. */
    private static final int TYPING_ERRORS_MAX = 3;

    private final Settings settings;
    private final Problems problems;

    PropertyReader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void read(PropertyLayer layer) {
        if (layer.values().isEmpty()) {
            return;
        }
        Map<String, KeySpec> keys = names(layer.naming());
        layer.values().forEach((name, text) -> {
            KeySpec key = keys.get(name);
            if (key == null) {
                unknown(layer, name, keys);
            } else {
                set(key, layer.where().apply(name), text);
            }
        });
    }

    private Map<String, KeySpec> names(PropertyLayer.Naming naming) {
        Map<String, KeySpec> names = new LinkedHashMap<>();
        settings.keys().forEach(key -> {
            if (key.isProperty()) {
                names.putIfAbsent(naming.nameOf(key), key);
            }
        });
        return names;
    }

    private void unknown(PropertyLayer layer, String name, Map<String, KeySpec> keys) {
        String nearest = NearestName.of(name, keys.keySet());
        if (layer.strict() || NearestName.distance(name, nearest) <= TYPING_ERRORS_MAX) {
            problems.error(layer.where().apply(name), "no such key: the nearest known one is " + nearest);
        }
    }

    private void set(KeySpec key, String where, String text) {
        if (key.state() == KeyState.REPLACED) {
            problems.warn(where, "not used: " + key.note());
        }
        try {
            settings.put(new Setting(key, key.path(), key.parse(text, key.path()), where));
        } catch (IllegalArgumentException e) {
            problems.error(where, String.valueOf(e.getMessage()));
        }
    }
}
