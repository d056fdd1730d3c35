package dev.lodur.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of labels: names with values, sorted by name, each name once.
 *
 * <p>Names sort by their UTF-16 code units, which for the names that Loki allows is also the order of their bytes. It
 * carries stream labels and structured metadata alike. Equality is by content; the text form is Loki's, {@code
 * {app="web", env="prod"}} with Go's quoting.
 */
public final class Labels implements Comparable<Labels> {
    public static final Labels EMPTY = new Labels(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;
    private int hash;

    private Labels(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    /** Labels from names and values in turn, in any order; a name that comes twice is refused. */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("name without value: " + namesAndValues[namesAndValues.length - 1]);
        }
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (map.put(namesAndValues[i], namesAndValues[i + 1]) != null) {
                throw new IllegalArgumentException("duplicate label name: " + namesAndValues[i]);
            }
        }
        return of(map);
    }

    public static Labels of(Map<String, String> map) {
        if (map.isEmpty()) {
            return EMPTY;
        }
        String[] names = map.keySet().toArray(String[]::new);
        Arrays.sort(names);
        String[] values = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            values[i] = Objects.requireNonNull(map.get(names[i]));
        }
        return new Labels(names, values);
    }

    /** Takes over arrays whose names are sorted and distinct; the caller keeps no reference to them. */
    public static Labels ofSorted(String[] names, String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(names.length + " names but " + values.length + " values");
        }
        for (int i = 1; i < names.length; i++) {
            if (names[i - 1].compareTo(names[i]) >= 0) {
                throw new IllegalArgumentException("label names not sorted: " + names[i - 1] + ", " + names[i]);
            }
        }
        return names.length == 0 ? EMPTY : new Labels(names, values);
    }

    public int size() {
        return names.length;
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    public String name(int index) {
        return names[index];
    }

    public String value(int index) {
        return values[index];
    }

    /** The value of a name, or null where the name is absent. */
    public @Nullable String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** The value of a name, or the empty string where the name is absent: how selectors see labels. */
    public String getOrEmpty(String name) {
        int index = indexOf(name);
        return index < 0 ? "" : values[index];
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    /** Where a name stands, or -1. */
    public int indexOf(String name) {
        // A handful of labels is the rule: a plain loop beats a binary search there.
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** These labels with one set to a value, replacing what it had. */
    public Labels with(String name, String value) {
        Map<String, String> map = new TreeMap<>(toMap());
        map.put(name, value);
        return of(map);
    }

    /** These labels without a name; the same object where the name is absent. */
    public Labels without(String name) {
        if (!has(name)) {
            return this;
        }
        Map<String, String> map = new TreeMap<>(toMap());
        map.remove(name);
        return of(map);
    }

    /** An unmodifiable copy in the order of names. */
    public Map<String, String> toMap() {
        Map<String, String> map = LinkedHashMap.newLinkedHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** Orders by name and value pairwise, a shorter set before a longer one that begins alike. */
    @Override
    public int compareTo(Labels other) {
        int common = Math.min(names.length, other.names.length);
        for (int i = 0; i < common; i++) {
            int order = names[i].compareTo(other.names[i]);
            if (order == 0) {
                order = values[i].compareTo(other.values[i]);
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(names.length, other.names.length);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Labels other
                && Arrays.equals(names, other.names)
                && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                text.append(", ");
            }
            text.append(names[i]).append('=');
            GoQuote.append(text, values[i]);
        }
        return text.append('}').toString();
    }
}
