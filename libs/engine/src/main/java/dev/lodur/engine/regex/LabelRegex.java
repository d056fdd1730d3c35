package dev.lodur.engine.regex;

import dev.lodur.engine.regex.RegexNode.Alternate;
import dev.lodur.engine.regex.RegexNode.Characters;
import dev.lodur.engine.regex.RegexNode.Concat;
import dev.lodur.engine.regex.RegexNode.Empty;
import dev.lodur.engine.regex.RegexNode.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of a label filter, {@code | region=~"eu.*"}, with the meaning it has in Loki.
 *
 * <p>It must match the whole value, like one in a selector, unless it is so simple that Loki compares texts instead: a
 * text on its own must be equal, but a text with {@code .*} before or behind it need only be contained, and so must the
 * alternatives behind a common beginning. So {@code a.*} also matches {@code ba}. Immutable and thread-safe.
 */
public final class LabelRegex {
    /** Loki looks through concatenations of so many parts. */
    private static final int PARTS_MAX = 3;

    /** A text that a value must equal, or (not {@code whole}) contain; lower case where case is ignored. */
    private record Simple(String text, boolean ignoreCase, boolean whole) {
        boolean matches(String value) {
            String compared = ignoreCase ? value.toLowerCase(Locale.ROOT) : value;
            return whole ? compared.equals(text) : compared.contains(text);
        }

        Simple contained() {
            return new Simple(text, ignoreCase, false);
        }

        Simple append(Simple more) {
            return new Simple(text + more.text, ignoreCase || more.ignoreCase, false);
        }
    }

    private static final Simple NOTHING = new Simple("", false, false);

    private final Regex regex;
    private final @Nullable List<Simple> simple;

    private LabelRegex(Regex regex, @Nullable List<Simple> simple) {
        this.regex = regex;
        this.simple = simple;
    }

    /** Compiles an expression; one that is wrong is refused as by {@link Regex#whole}. */
    public static LabelRegex compile(String pattern) {
        Regex regex = Regex.whole(pattern);
        try {
            return new LabelRegex(regex, simplify(RegexParser.parse(pattern)));
        } catch (RegexSyntaxException e) {
            throw new IllegalStateException("parsed before: " + pattern, e);
        }
    }

    public boolean matches(String value) {
        if (simple == null) {
            return regex.matches(value);
        }
        for (Simple alternative : simple) {
            if (alternative.matches(value)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable List<Simple> simplify(RegexNode node) {
        if (node instanceof Alternate(List<RegexNode> branches)) {
            return alternatives(branches);
        }
        List<RegexNode> parts = flat(node);
        if (parts.isEmpty() || (parts.size() == 1 && isAnything(parts.getFirst()))) {
            return List.of(NOTHING);
        }
        Simple literal = literal(parts);
        return literal != null ? List.of(literal) : concatenation(parts, NOTHING);
    }

    private static @Nullable List<Simple> alternatives(List<RegexNode> branches) {
        List<RegexNode> factored = factor(branches);
        List<Simple> all = new ArrayList<>();
        for (RegexNode branch : factored) {
            List<Simple> one = branch instanceof Alternate && factored.size() == 1 ? null : simplify(branch);
            if (one == null) {
                return null;
            }
            all.addAll(one);
        }
        return all;
    }

    /** One text, any number of {@code .*}, and alternatives behind the text. */
    private static @Nullable List<Simple> concatenation(List<RegexNode> parts, Simple base) {
        List<Simple> behind = null;
        Simple text = base;
        int literals = 0;
        int seen = 0;
        for (int at = 0; at < parts.size(); seen++) {
            int end = at;
            while (end < parts.size() && character(parts.get(end)) != null) {
                end++;
            }
            if (end > at) {
                Simple literal = literal(parts.subList(at, end));
                if (literals++ > 0 || literal == null) {
                    return null;
                }
                text = text.append(literal);
                at = end;
                continue;
            }
            RegexNode part = parts.get(at++);
            if (part instanceof Alternate(List<RegexNode> branches)
                    && !text.text().isEmpty()) {
                behind = alternativesBehind(branches, text);
                if (behind == null) {
                    return null;
                }
            } else if (!isAnything(part)) {
                return null;
            }
        }
        if (seen > PARTS_MAX) {
            return null;
        }
        return behind != null ? behind : text.text().isEmpty() ? null : List.of(text.contained());
    }

    private static @Nullable List<Simple> alternativesBehind(List<RegexNode> branches, Simple base) {
        List<Simple> all = new ArrayList<>();
        for (RegexNode branch : factor(branches)) {
            List<RegexNode> parts = flat(branch);
            List<Simple> one = parts.isEmpty() ? List.of(base.contained()) : concatenation(parts, base);
            if (one == null) {
                return null;
            }
            all.addAll(one);
        }
        return all;
    }

    /** Neighbouring branches that begin alike share their beginning, and single characters become one set. */
    private static List<RegexNode> factor(List<RegexNode> branches) {
        List<RegexNode> factored = new ArrayList<>();
        for (int from = 0; from < branches.size(); ) {
            List<RegexNode> first = flat(branches.get(from));
            int common = leadingCharacters(first);
            int to = from + 1;
            while (to < branches.size() && common > 0) {
                int shared = shared(first, flat(branches.get(to)), common);
                if (shared == 0) {
                    break;
                }
                common = shared;
                to++;
            }
            factored.add(to == from + 1 ? branches.get(from) : behindCommon(branches.subList(from, to), common));
            from = to;
        }
        return joinCharacters(factored);
    }

    private static RegexNode behindCommon(List<RegexNode> branches, int common) {
        List<RegexNode> rests = new ArrayList<>();
        for (RegexNode branch : branches) {
            List<RegexNode> parts = flat(branch);
            rests.add(parts.size() == common ? new Empty() : new Concat(parts.subList(common, parts.size())));
        }
        List<RegexNode> parts = new ArrayList<>(flat(branches.getFirst()).subList(0, common));
        List<RegexNode> factored = factor(rests);
        parts.add(factored.size() == 1 ? factored.getFirst() : new Alternate(factored));
        return new Concat(parts);
    }

    private static List<RegexNode> joinCharacters(List<RegexNode> branches) {
        List<RegexNode> joined = new ArrayList<>();
        for (RegexNode branch : branches) {
            List<RegexNode> parts = flat(branch);
            boolean single = parts.size() == 1 && parts.getFirst() instanceof Characters;
            if (single
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Characters(CodePoints before)
                    && parts.getFirst() instanceof Characters(CodePoints set)) {
                joined.set(joined.size() - 1, new Characters(before.union(set)));
            } else {
                joined.add(single ? parts.getFirst() : branch);
            }
        }
        return joined;
    }

    private static int leadingCharacters(List<RegexNode> parts) {
        int count = 0;
        while (count < parts.size() && character(parts.get(count)) != null) {
            count++;
        }
        return count;
    }

    private static int shared(List<RegexNode> a, List<RegexNode> b, int max) {
        int count = 0;
        while (count < Math.min(max, b.size())) {
            Simple other = character(b.get(count));
            if (other == null || !other.equals(character(a.get(count)))) {
                break;
            }
            count++;
        }
        return count;
    }

    /** The parts of a concatenation, those of its groups too; none for the empty expression. */
    private static List<RegexNode> flat(RegexNode node) {
        if (node instanceof Empty) {
            return List.of();
        }
        if (!(node instanceof Concat(List<RegexNode> parts))) {
            return List.of(node);
        }
        List<RegexNode> flat = new ArrayList<>();
        for (RegexNode part : parts) {
            flat.addAll(flat(part));
        }
        return flat;
    }

    private static @Nullable Simple literal(List<RegexNode> parts) {
        Simple text = new Simple("", false, true);
        for (RegexNode part : parts) {
            Simple character = character(part);
            if (character == null) {
                return null;
            }
            text = new Simple(text.text() + character.text(), text.ignoreCase() || character.ignoreCase(), true);
        }
        return text;
    }

    /** A part that is one character, in either case; null for all others. */
    private static @Nullable Simple character(RegexNode node) {
        if (!(node instanceof Characters(CodePoints set)) || set.ranges() == 0) {
            return null;
        }
        if (set.size() == 1) {
            return new Simple(Character.toString(set.low(0)), false, true);
        }
        int lower = Character.toLowerCase(set.low(0));
        boolean cases =
                set.size() <= 4 && sameSet(set, CodePoints.of(lower, lower).folded());
        return cases ? new Simple(Character.toString(lower), true, true) : null;
    }

    private static boolean sameSet(CodePoints a, CodePoints b) {
        return a.size() == b.size() && a.union(b).size() == a.size();
    }

    private static boolean isAnything(RegexNode node) {
        return node instanceof Repeat(RegexNode body, int min, int max)
                && min == 0
                && max == -1
                && body instanceof Characters(CodePoints set)
                && sameSet(set, CodePoints.ANY_BUT_NEWLINE);
    }
}
