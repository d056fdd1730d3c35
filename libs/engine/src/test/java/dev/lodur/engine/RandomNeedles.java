package dev.lodur.engine;

import dev.lodur.model.GoQuote;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Filters that a line or a label passes, or one much like it. */
final class RandomNeedles {
    private final RandomGenerator random;

    RandomNeedles(RandomGenerator random) {
        this.random = random;
    }

    /** A filter made of pieces of a line. */
    String ofLine(String line, String another) {
        String cut = cut(line);
        return switch (random.nextInt(9)) {
            case 0 -> "|~ " + quote("(?i)" + escape(changedCase(cut)));
            case 1 -> "|~ " + quote(escape(cut) + ".*" + escape(cut(line)));
            case 2 -> "|~ " + quote("(" + escape(cut) + "|" + escape(cut(another)) + ")");
            case 3 ->
                "|> "
                        + quote("<_>x".substring(0, cut.isEmpty() ? 4 : 3)
                                + cut.replace("<", "").replace(">", "") + "<_>");
            case 4 -> "|= " + quote(cut(another)) + " or " + quote(cut);
            case 5 -> "|= " + quote(cut) + " |= " + quote(cut(line));
            case 6 -> "|= " + quote(changedCase(cut));
            default -> "|= " + quote(cut);
        };
    }

    /** A filter on a label with this value. */
    String ofLabel(String name, String value, String another) {
        String equal = name + "=" + quote(value);
        return switch (random.nextInt(5)) {
            case 0 -> "| " + equal + " or " + name + "=" + quote(cut(another));
            case 1 -> "| " + equal + " and " + name + "!=" + quote(another);
            case 2 -> "| " + name + "=" + quote(cut(another));
            default -> "| " + equal;
        };
    }

    private String cut(String text) {
        int length = text.codePointCount(0, text.length());
        int from = length == 0 ? 0 : random.nextInt(length);
        int most = TestBlocks.pick(random, List.of(3, 12, 40, 100));
        int to = Math.min(length, from + 1 + random.nextInt(most));
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, Math.min(to, length)));
    }

    private String changedCase(String text) {
        return random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    }

    private static String escape(String text) {
        return text.replaceAll("[^a-zA-Z0-9 _\\p{L}]", ".");
    }

    private static String quote(String text) {
        return GoQuote.quote(text);
    }
}
