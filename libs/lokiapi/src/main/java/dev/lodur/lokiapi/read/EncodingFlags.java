package dev.lodur.lokiapi.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the client wants streams encoded: the header {@code X-Loki-Response-Encoding-Flags}, a list with commas.
 *
 * @param flags as the client sent them, each once; those that mean nothing to us are echoed too, as Loki does
 */
public record EncodingFlags(List<String> flags) {
    public static final String HEADER = "X-Loki-Response-Encoding-Flags";
    public static final EncodingFlags NONE = new EncodingFlags(List.of());

    private static final String CATEGORIZE_LABELS = "categorize-labels";

    public EncodingFlags {
        flags = List.copyOf(flags);
    }

    public static EncodingFlags parse(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return NONE;
        }
        List<String> flags = new ArrayList<>();
        for (String flag : header.split(",", -1)) {
            if (!flags.contains(flag)) {
                flags.add(flag);
            }
        }
        return new EncodingFlags(flags);
    }

    /** Whether streams carry only their own labels, and entries their metadata and parsed labels. */
    public boolean categorizeLabels() {
        return flags.contains(CATEGORIZE_LABELS);
    }
}
