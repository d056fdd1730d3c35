package dev.lodur.config;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that were set, with the registry's defaults behind them. Filled by one thread, then only read. */
final class Settings {
    private final KeyRegistry keys;
    private final Map<String, Setting> set = new LinkedHashMap<>();

    Settings(KeyRegistry keys) {
        this.keys = keys;
    }

    /** What is set now, apart from what will be set. */
    Settings copy() {
        Settings copy = new Settings(keys);
        copy.set.putAll(set);
        return copy;
    }

    KeyRegistry keys() {
        return keys;
    }

    void put(Setting setting) {
        set.put(setting.path(), setting);
    }

    /** Sets a key to the value of another place unless it is set already. */
    void putIfAbsent(String path, Object value, String where) {
        set.putIfAbsent(path, new Setting(keys.get(path), path, value, where));
    }

    /** Sets a key as it is set there, or not at all. */
    void take(String path, Settings from) {
        Setting setting = from.set.get(path);
        if (setting == null) {
            set.remove(path);
        } else {
            set.put(path, setting);
        }
    }

    Collection<Setting> all() {
        return Collections.unmodifiableCollection(set.values());
    }

    @Nullable Setting get(String path) {
        return set.get(path);
    }

    boolean isSet(String path) {
        return set.containsKey(path);
    }

    /** Whether any key below a section is set. */
    boolean isSetBelow(String section) {
        return set.keySet().stream().anyMatch(path -> path.startsWith(section + "."));
    }

    /** Where a key was set; empty for a default. */
    String where(String path) {
        Setting setting = set.get(path);
        return setting == null ? "" : setting.where();
    }

    Object value(String path) {
        Setting setting = set.get(path);
        return setting == null ? keys.get(path).defaultValue() : setting.value();
    }

    String text(String path) {
        return (String) value(path);
    }

    Secret secret(String path) {
        return (Secret) value(path);
    }

    boolean flag(String path) {
        return (Boolean) value(path);
    }

    long number(String path) {
        return (Long) value(path);
    }

    /** A count that is held in 32 bits: more than fits means as much as fits. */
    int integer(String path) {
        return Math.clamp(number(path), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    double decimal(String path) {
        return (Double) value(path);
    }

    Duration duration(String path) {
        return (Duration) value(path);
    }

    LocalDate date(String path) {
        return (LocalDate) value(path);
    }

    List<String> strings(String path) {
        return ((List<?>) value(path)).stream().map(String::valueOf).toList();
    }

    /** A mapping of names to texts. */
    Map<String, String> texts(String path) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) value(path)).forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        return texts;
    }

    /** How many sections a list has. */
    int count(String path) {
        return Math.toIntExact(number(path));
    }
}
