package dev.lodur.engine;

import dev.lodur.engine.row.LabelNames;
import dev.lodur.model.Labels;
import org.jspecify.annotations.Nullable;

/** Under which names structured metadata appears beside a stream's labels: a name that is taken gets a suffix. */
final class ExposedNames {
    private static final String SUFFIX = LabelNames.TAKEN_SUFFIX;

    private ExposedNames() {}

    /** Whether a metadata key appears under this other name where the key's own name is taken. */
    private static boolean isExposedAs(String key, String name) {
        return name.length() == key.length() + SUFFIX.length() && name.startsWith(key) && name.endsWith(SUFFIX);
    }

    /** Whether a metadata key may appear under a name. */
    static boolean mayBe(String key, String name) {
        return name.equals(key) || isExposedAs(key, name);
    }

    static boolean hasSuffix(String name) {
        return name.endsWith(SUFFIX);
    }

    /** The metadata key that a name with the suffix stands for in a stream, or null. */
    static @Nullable String base(Labels stream, String name) {
        if (!name.endsWith(SUFFIX)) {
            return null;
        }
        String base = name.substring(0, name.length() - SUFFIX.length());
        return stream.has(base) ? base : null;
    }

    /** The name by which a metadata key appears beside a stream's labels. */
    static String exposed(Labels stream, String key) {
        return stream.has(key) ? key + SUFFIX : key;
    }

    /** A row's metadata under the names it is exposed by. */
    static Labels expose(Labels stream, Labels metadata) {
        Labels exposed = metadata;
        for (int i = 0; i < metadata.size(); i++) {
            String key = metadata.name(i);
            if (stream.has(key)) {
                exposed = exposed.without(key).with(key + SUFFIX, metadata.value(i));
            }
        }
        return exposed;
    }
}
