package dev.lodur.engine.regex;

import dev.lodur.engine.regex.RegexNode.Alternate;
import dev.lodur.engine.regex.RegexNode.Assert;
import dev.lodur.engine.regex.RegexNode.Characters;
import dev.lodur.engine.regex.RegexNode.Concat;
import dev.lodur.engine.regex.RegexNode.Empty;
import dev.lodur.engine.regex.RegexNode.Repeat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Literals of which every match of a regular expression contains at least one: what can be searched for before the
 * automaton runs.
 *
 * @param alternatives the literals; empty where there are none worth searching for
 * @param exact whether a text matches exactly when it contains one of them, so that no automaton is needed
 */
public record RegexLiterals(List<Literal> alternatives, boolean exact) {
    /**
     * A literal in UTF-8.
     *
     * @param ignoreCase whether ASCII letters match in both cases; they are lower case here then
     */
    public record Literal(byte[] bytes, boolean ignoreCase) {}

    private static final RegexLiterals NONE = new RegexLiterals(List.of(), false);
    private static final int ALTERNATIVES_MAX = 16;
    private static final int PRODUCT_MAX = 8;
    private static final int LENGTH_BYTES_MAX = 256;
    private static final int USEFUL_LENGTH_BYTES = 2;

    /**
     * What is known of a part of the expression.
     *
     * @param exact all texts it matches, null where they are too many
     * @param precise whether {@code exact} is the whole truth: no condition on the place stands beside it
     * @param required literals of which each match contains one; null where nothing is known
     */
    private record Knowledge(
            @Nullable List<Literal> exact,
            boolean precise,
            @Nullable List<Literal> required) {
        static final Knowledge UNKNOWN = new Knowledge(null, false, null);

        @Nullable List<Literal> best() {
            return better(exact, required);
        }
    }

    /** The literals for a search that may begin and end anywhere in the text. */
    static RegexLiterals of(RegexNode node) {
        Knowledge info = info(withoutOpenEnds(node));
        List<Literal> exact = info.exact();
        if (exact != null && info.precise() && shortest(exact) >= 1) {
            return new RegexLiterals(exact, true);
        }
        List<Literal> best = info.best();
        return best == null || shortest(best) < USEFUL_LENGTH_BYTES ? NONE : new RegexLiterals(best, false);
    }

    /** An optional part at either end decides nothing when a match may begin and end anywhere. */
    private static RegexNode withoutOpenEnds(RegexNode node) {
        if (node instanceof Repeat(RegexNode body, int min, int max) && min == 0) {
            return new Empty();
        }
        if (!(node instanceof Concat(List<RegexNode> parts))) {
            return node;
        }
        int from = 0;
        int to = parts.size();
        while (from < to && isOptional(parts.get(from))) {
            from++;
        }
        while (to > from && isOptional(parts.get(to - 1))) {
            to--;
        }
        return to == from ? new Empty() : new Concat(parts.subList(from, to));
    }

    private static boolean isOptional(RegexNode node) {
        return node instanceof Repeat repeat && repeat.min() == 0;
    }

    private static Knowledge info(RegexNode node) {
        return switch (node) {
            case Empty e -> new Knowledge(List.of(new Literal(new byte[0], false)), true, null);
            case Assert a -> new Knowledge(List.of(new Literal(new byte[0], false)), false, null);
            case Characters(CodePoints set) -> characters(set);
            case Alternate(List<RegexNode> branches) -> alternate(branches);
            case Concat(List<RegexNode> parts) -> concat(parts);
            case Repeat repeat -> repeat(repeat);
        };
    }

    private static Knowledge characters(CodePoints set) {
        int size = set.size();
        if (size == 0 || size > 4) {
            return Knowledge.UNKNOWN;
        }
        List<Literal> literals = new ArrayList<>();
        for (int i = 0; i < set.ranges(); i++) {
            for (int c = set.low(i); c <= set.high(i); c++) {
                boolean upper = c >= 'A' && c <= 'Z';
                boolean lower = c >= 'a' && c <= 'z';
                if (lower && set.contains(c - 32)) {
                    literals.add(new Literal(new byte[] {(byte) c}, true));
                } else if (!(upper && set.contains(c + 32))) {
                    literals.add(new Literal(Character.toString(c).getBytes(StandardCharsets.UTF_8), false));
                }
            }
        }
        return new Knowledge(literals, true, null);
    }

    private static Knowledge alternate(List<RegexNode> branches) {
        List<Literal> exact = new ArrayList<>();
        List<Literal> required = new ArrayList<>();
        boolean precise = true;
        boolean allExact = true;
        boolean allRequired = true;
        for (RegexNode branch : branches) {
            Knowledge info = info(branch);
            precise &= info.precise();
            if (info.exact() == null) {
                allExact = false;
            } else {
                exact.addAll(info.exact());
            }
            List<Literal> best = info.best();
            if (best == null) {
                allRequired = false;
            } else {
                required.addAll(best);
            }
        }
        return new Knowledge(
                allExact && exact.size() <= ALTERNATIVES_MAX ? exact : null,
                precise,
                allRequired && required.size() <= ALTERNATIVES_MAX ? required : null);
    }

    private static Knowledge concat(List<RegexNode> parts) {
        List<Literal> current = List.of(new Literal(new byte[0], false));
        List<Literal> required = null;
        boolean whole = true;
        boolean precise = true;
        for (RegexNode part : parts) {
            Knowledge info = info(part);
            List<Literal> product = info.exact() == null ? null : product(current, info.exact());
            precise &= info.precise();
            if (product != null) {
                current = product;
                continue;
            }
            whole = false;
            required = better(better(required, current), info.required());
            current = info.exact() == null ? List.of(new Literal(new byte[0], false)) : info.exact();
        }
        return whole ? new Knowledge(current, precise, null) : new Knowledge(null, false, better(required, current));
    }

    private static @Nullable List<Literal> product(List<Literal> left, List<Literal> right) {
        if (left.size() * right.size() > PRODUCT_MAX) {
            return null;
        }
        List<Literal> product = new ArrayList<>();
        for (Literal a : left) {
            for (Literal b : right) {
                Literal joined = join(a, b);
                if (joined == null) {
                    return null;
                }
                product.add(joined);
            }
        }
        return product;
    }

    /** Null where one side ignores the case of its letters and the other does not, or the result is too long. */
    private static @Nullable Literal join(Literal a, Literal b) {
        boolean mixed = a.ignoreCase() != b.ignoreCase() && hasLetter(a) && hasLetter(b);
        if (mixed || a.bytes().length + b.bytes().length > LENGTH_BYTES_MAX) {
            return null;
        }
        byte[] bytes = new byte[a.bytes().length + b.bytes().length];
        System.arraycopy(a.bytes(), 0, bytes, 0, a.bytes().length);
        System.arraycopy(b.bytes(), 0, bytes, a.bytes().length, b.bytes().length);
        return new Literal(bytes, (a.ignoreCase() && hasLetter(a)) || (b.ignoreCase() && hasLetter(b)));
    }

    private static boolean hasLetter(Literal literal) {
        for (byte b : literal.bytes()) {
            if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')) {
                return true;
            }
        }
        return false;
    }

    private static Knowledge repeat(Repeat repeat) {
        Knowledge body = info(repeat.body());
        if (repeat.min() == 0) {
            if (repeat.max() != 1 || body.exact() == null) {
                return Knowledge.UNKNOWN;
            }
            List<Literal> withEmpty = new ArrayList<>(body.exact());
            withEmpty.add(new Literal(new byte[0], false));
            return new Knowledge(withEmpty, body.precise(), null);
        }
        List<Literal> once = body.exact();
        List<Literal> exact = once;
        for (int i = 1; exact != null && once != null && i < repeat.min(); i++) {
            List<Literal> longer = product(exact, once);
            if (longer == null) {
                return new Knowledge(null, false, better(exact, body.required()));
            }
            exact = longer;
        }
        return repeat.min() == repeat.max()
                ? new Knowledge(exact, body.precise(), body.required())
                : new Knowledge(null, false, better(exact, body.required()));
    }

    private static @Nullable List<Literal> better(@Nullable List<Literal> a, @Nullable List<Literal> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return score(a) >= score(b) ? a : b;
    }

    /** Long literals find little that is wrong, and each alternative costs a search. */
    private static int score(List<Literal> literals) {
        return Math.min(shortest(literals), 12) * 4 - literals.size();
    }

    private static int shortest(List<Literal> literals) {
        int shortest = literals.isEmpty() ? 0 : Integer.MAX_VALUE;
        for (Literal literal : literals) {
            shortest = Math.min(shortest, literal.bytes().length);
        }
        return shortest;
    }
}
