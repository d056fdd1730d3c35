package dev.lodur.segment.filter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a granule has where a row of it can be one that is looked for; a granule that lacks it is left out. Immutable.
 */
public sealed interface Needle {
    /** Says nothing: each granule may have such rows. */
    Needle ANYTHING = new Anything();

    /** See {@link #ANYTHING}. */
    record Anything() implements Needle {}

    /**
     * An entry.
     *
     * @param rarity the higher, the fewer granules are likely to have it
     */
    record Entry(long hash, int rarity) implements Needle {}

    /** A hex run of more than so many digits. */
    record LongerHexRun(int length) implements Needle {}

    /** A line with a backslash or a replacement character, of which a parser may make a value that it does not have. */
    record Rewritten() implements Needle {}

    /** All of several. */
    record AllOf(List<Needle> parts) implements Needle {
        public AllOf {
            parts = List.copyOf(parts);
        }
    }

    /** One of several. */
    record AnyOf(List<Needle> alternatives) implements Needle {
        public AnyOf {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** A line that contains a text in UTF-8, be it in letters of another case. */
    static Needle contained(byte[] text) {
        return NeedleText.of(text, false);
    }

    /** A line that contains a text between bytes that belong to no token, or at one of its ends. */
    static Needle enclosed(byte[] text) {
        return NeedleText.of(text, true);
    }

    /** A row with a piece of structured metadata. */
    static Needle metadata(String key, String value) {
        byte[] keyUtf8 = key.getBytes(StandardCharsets.UTF_8);
        byte[] valueUtf8 = value.getBytes(StandardCharsets.UTF_8);
        long hash = Entries.metadata(keyUtf8, 0, keyUtf8.length, valueUtf8, 0, valueUtf8.length);
        return new Entry(hash, NeedleText.RARITY_OF_METADATA + valueUtf8.length);
    }

    static Needle allOf(List<Needle> parts) {
        Set<Needle> kept = new LinkedHashSet<>();
        for (Needle part : parts) {
            if (part instanceof AllOf(List<Needle> inner)) {
                kept.addAll(inner);
            } else if (!part.equals(ANYTHING)) {
                kept.add(part);
            }
        }
        return switch (kept.size()) {
            case 0 -> ANYTHING;
            case 1 -> kept.iterator().next();
            default -> new AllOf(List.copyOf(kept));
        };
    }

    /** One of several, of which there is at least one. */
    static Needle anyOf(List<Needle> alternatives) {
        Set<Needle> kept = new LinkedHashSet<>(alternatives);
        if (kept.contains(ANYTHING)) {
            return ANYTHING;
        }
        return kept.size() == 1 ? kept.iterator().next() : new AnyOf(List.copyOf(kept));
    }
}
