package dev.lodur.logql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what a regexp costs before it is compiled, because compiling {@code ((a{1000}){1000}){1000}} would need more
 * memory than there is, and because re2j recurses: over parentheses when compiling, over optional parts in a row when
 * matching.
 *
 * <p>One pass without recursion: every group sums up the size of its parts, a counted repetition multiplies it. Go's
 * limit on nested counts applies; those on depth and size are lower than Go's, for small machines (a literal of {@link
 * #MAX_SIZE} characters takes re2j a second), and the one on optional parts is ours: {@code a?} two thousand times
 * overflows a stack of 512 KiB. Syntax errors are none of its business.
 */
final class RegexpCost {
    static final int MAX_DEPTH = 250;
    static final int MAX_REPEAT = 1_000;
    static final long MAX_SIZE = 50_000;
    static final long MAX_OPTIONAL = 1_000;

    private static final String PREFIX = "error parsing regexp: ";

    /**
     * What a part costs.
     *
     * @param size instructions
     * @param repeat the greatest product of nested counts
     * @param optional instructions that may be passed without reading a character
     * @param reads whether the part always reads a character
     */
    private record Cost(long size, long repeat, long optional, boolean reads) {
        static final Cost ZERO = new Cost(0, 1, 0, false);
        static final Cost ONE = characters(1);
        static final Cost ASSERTION = new Cost(1, 1, 1, false);

        static Cost characters(long count) {
            return new Cost(count, 1, 0, count > 0);
        }

        Cost plus(Cost other) {
            return new Cost(
                    size + other.size, Math.max(repeat, other.repeat), optional + other.optional, reads || other.reads);
        }

        /** The part in a group of its own, which is optional where the part is. */
        Cost grouped() {
            return new Cost(size + 2, repeat, optional + (reads ? 0 : 1), reads);
        }

        Cost times(Bounds bounds) {
            long count = Math.max(1, bounds.most());
            return new Cost(
                    size * count, repeat * count, optional * count + bounds.optional(), reads && bounds.least() > 0);
        }
    }

    /** A group under way: all parts before the last one, and the last, which a repetition repeats. */
    private static final class Group {
        private Cost before = Cost.ZERO;
        private Cost last = Cost.ZERO;
        private boolean alternatives;

        void add(Cost part) {
            before = before.plus(last);
            last = part;
        }

        Cost total() {
            Cost sum = before.plus(last);
            return alternatives ? new Cost(sum.size(), sum.repeat(), sum.optional(), false) : sum;
        }
    }

    private final String regexp;
    private final Deque<Group> groups = new ArrayDeque<>();
    private int index;

    private RegexpCost(String regexp) {
        this.regexp = regexp;
    }

    /** The limit that the regexp exceeds, in Go's words, or null. */
    static @Nullable String error(String regexp) {
        return new RegexpCost(regexp).scan();
    }

    private @Nullable String scan() {
        groups.push(new Group());
        while (index < regexp.length()) {
            char c = regexp.charAt(index);
            String error = null;
            switch (c) {
                case '\\' -> skipEscape();
                case '[' -> skipClass();
                case '(' -> error = open();
                case ')' -> close();
                case '{' -> error = repeat();
                case '?', '*' -> repeatLast(1, Bounds.ANY);
                case '+' -> repeatLast(1, Bounds.SOME);
                case '|' -> alternative();
                case '^', '$' -> add(1, Cost.ASSERTION);
                default -> add(1, Cost.ONE);
            }
            if (error == null) {
                error = totalError();
            }
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private Group top() {
        return groups.element();
    }

    private void add(int length, Cost part) {
        index += length;
        top().add(part);
    }

    private void alternative() {
        add(1, Cost.ONE);
        top().alternatives = true;
    }

    private void repeatLast(int length, Bounds bounds) {
        index += length;
        top().last = top().last.times(bounds);
    }

    private @Nullable String totalError() {
        Cost total = top().total();
        if (total.size() > MAX_SIZE) {
            return PREFIX + "expression too large: more than " + MAX_SIZE + " characters or repetitions";
        }
        return total.optional() > MAX_OPTIONAL
                ? PREFIX + "expression too large: more than " + MAX_OPTIONAL + " optional parts"
                : null;
    }

    private void skipEscape() {
        if (regexp.startsWith("\\Q", index)) {
            int end = regexp.indexOf("\\E", index);
            int next = end < 0 ? regexp.length() : end + 2;
            add(next - index, Cost.characters(next - index));
            return;
        }
        boolean named = regexp.startsWith("{", index + 2);
        int end = named ? regexp.indexOf('}', index) : -1;
        int next = end < 0 ? Math.min(index + 2, regexp.length()) : end + 1;
        add(next - index, "bBAz".indexOf(regexp.charAt(next - 1)) < 0 ? Cost.ONE : Cost.ASSERTION);
    }

    private void skipClass() {
        index++;
        if (regexp.startsWith("^", index)) {
            index++;
        }
        if (regexp.startsWith("]", index)) {
            index++;
        }
        while (index < regexp.length() && regexp.charAt(index) != ']') {
            index = nextInClass();
        }
        add(1, Cost.ONE);
    }

    private int nextInClass() {
        if (regexp.startsWith("[:", index)) {
            int end = regexp.indexOf(":]", index + 2);
            return end < 0 ? index + 1 : end + 2;
        }
        return index + (regexp.charAt(index) == '\\' ? 2 : 1);
    }

    private @Nullable String open() {
        index++;
        skipGroupPrefix();
        groups.push(new Group());
        return groups.size() > MAX_DEPTH ? PREFIX + "expression nests too deeply: `" + regexp + "`" : null;
    }

    /** Skips {@code ?:}, {@code ?i}, {@code ?P<name>}, which are no parts. */
    private void skipGroupPrefix() {
        if (!regexp.startsWith("?", index)) {
            return;
        }
        char c = regexp.charAt(index);
        while (c != ')' && c != ':' && c != '>' && index + 1 < regexp.length()) {
            index++;
            c = regexp.charAt(index);
        }
        index += c == ')' ? 0 : 1;
    }

    private void close() {
        index++;
        if (groups.size() > 1) {
            Cost inner = groups.pop().total();
            top().add(inner.grouped());
        }
    }

    private @Nullable String repeat() {
        int end = regexp.indexOf('}', index);
        Bounds bounds = end < 0 ? null : Bounds.parse(regexp.substring(index + 1, end));
        if (bounds == null) {
            add(1, Cost.ONE);
            return null;
        }
        String text = regexp.substring(index, end + 1);
        repeatLast(text.length(), bounds);
        return top().last.repeat() > MAX_REPEAT ? PREFIX + "invalid repeat count: `" + text + "`" : null;
    }

    /** How often a repetition repeats; an open end is not counted. */
    private record Bounds(long least, long most) {
        static final Bounds ANY = new Bounds(0, 1);
        static final Bounds SOME = new Bounds(1, 1);

        /** The bounds of {@code n}, {@code n,} or {@code n,m}, or null where the braces are plain text. */
        static @Nullable Bounds parse(String range) {
            int comma = range.indexOf(',');
            long least = number(comma < 0 ? range : range.substring(0, comma));
            boolean open = comma >= 0 && comma == range.length() - 1;
            long most = comma < 0 || open ? least : number(range.substring(comma + 1));
            return least < 0 || most < 0 ? null : new Bounds(least, Math.max(least, most));
        }

        long optional() {
            return most - least;
        }

        private static long number(String digits) {
            if (digits.isEmpty() || !digits.chars().allMatch(Lexer::isDigit)) {
                return -1;
            }
            return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
        }
    }
}
