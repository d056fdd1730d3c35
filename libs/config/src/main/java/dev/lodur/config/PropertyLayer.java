package dev.lodur.config;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Values beside the file and the flags, which all come from one place.
 *
 * @param where where a value of a name comes from, for messages
 * @param values by the names that the place uses
 * @param strict whether a name that belongs to no key is a mistake; otherwise it is one only where a key's is nearly the same
 */
public record PropertyLayer(Naming naming, UnaryOperator<String> where, Map<String, String> values, boolean strict) {
    private static final String PREFIX = "lodur.";
    private static final String VARIABLE_PREFIX = "LODUR_";

    /** How a place names a key. */
    public enum Naming {
        /** {@code lodur.ingester.chunk-idle-period}. */
        PROPERTY,
        /** {@code LODUR_INGESTER_CHUNK_IDLE_PERIOD}. */
        VARIABLE;

        String nameOf(KeySpec key) {
            String property = PREFIX + key.path().replace('_', '-');
            return this == PROPERTY
                    ? property
                    : property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }

        private String prefix() {
            return this == PROPERTY ? PREFIX : VARIABLE_PREFIX;
        }
    }

    public PropertyLayer {
        String prefix = naming.prefix();
        values = values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The variables of the environment that begin with {@code LODUR_}; some of them belong to scripts. */
    public static PropertyLayer environment(Map<String, String> variables) {
        return new PropertyLayer(Naming.VARIABLE, name -> name, variables, false);
    }

    /** The properties of the virtual machine that begin with {@code lodur.}. */
    public static PropertyLayer system(Map<String, String> properties) {
        return new PropertyLayer(Naming.PROPERTY, name -> "-D" + name, properties, true);
    }

    /** Properties of another source, which messages name. */
    public static PropertyLayer source(String source, Map<String, String> properties) {
        return new PropertyLayer(Naming.PROPERTY, name -> source + ": " + name, properties, true);
    }
}
