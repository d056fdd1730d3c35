package dev.lodur.logql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what a regexp costs before it is compiled, because compiling {@code ((a{1000}){1000}){1000}} would need more
 * memory than there is and ten thousand parentheses more stack.
 *
 * <p>One pass without recursion: every group sums up the size of its parts, a counted repetition multiplies it. Go's
 * limits on depth and on nested counts apply; the limit on size is lower than Go's, for small machines. Syntax errors
 * are none of its business.
 */
final class RegexpCost {
    static final int MAX_DEPTH = 250;
    static final int MAX_REPEAT = 1_000;
    static final long MAX_SIZE = 100_000;

    private static final String PREFIX = "error parsing regexp: ";

    /** What was seen of a group: its size, and the size and nested count of its last part, which a repetition repeats. */
    private static final class Group {
        private long size;
        private long repeat = 1;
        private long lastSize;
        private long lastRepeat = 1;

        void add(long partSize, long partRepeat) {
            size += partSize;
            lastSize = partSize;
            lastRepeat = partRepeat;
            repeat = Math.max(repeat, partRepeat);
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
                default -> {
                    index++;
                    top().add(1, 1);
                }
            }
            if (error == null && total() > MAX_SIZE) {
                error = PREFIX + "expression too large";
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

    private long total() {
        return top().size;
    }

    private void skipEscape() {
        if (regexp.startsWith("\\Q", index)) {
            int end = regexp.indexOf("\\E", index);
            int next = end < 0 ? regexp.length() : end + 2;
            top().add(next - index, 1);
            index = next;
            return;
        }
        boolean named = regexp.startsWith("{", index + 2);
        int end = named ? regexp.indexOf('}', index) : -1;
        index = end < 0 ? Math.min(index + 2, regexp.length()) : end + 1;
        top().add(1, 1);
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
        index++;
        top().add(1, 1);
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
        groups.push(new Group());
        return groups.size() > MAX_DEPTH ? PREFIX + "expression nests too deeply: `" + regexp + "`" : null;
    }

    private void close() {
        index++;
        if (groups.size() > 1) {
            Group group = groups.pop();
            top().add(group.size + 2, group.repeat);
        }
    }

    private @Nullable String repeat() {
        int end = regexp.indexOf('}', index);
        long count = end < 0 ? -1 : count(regexp.substring(index + 1, end));
        if (count < 0) {
            index++;
            top().add(1, 1);
            return null;
        }
        String text = regexp.substring(index, end + 1);
        index = end + 1;
        Group group = top();
        long repeat = group.lastRepeat * Math.max(1, count);
        if (repeat > MAX_REPEAT) {
            return PREFIX + "invalid repeat count: `" + text + "`";
        }
        group.repeat = Math.max(group.repeat, repeat);
        group.lastRepeat = repeat;
        long grown = group.lastSize * Math.max(1, count);
        group.size += grown - group.lastSize;
        group.lastSize = grown;
        return null;
    }

    /** The greatest number of times of {@code n}, {@code n,} or {@code n,m}, or -1 where the braces are plain text. */
    private static long count(String range) {
        int comma = range.indexOf(',');
        long low = number(comma < 0 ? range : range.substring(0, comma));
        if (low < 0 || comma < 0 || comma == range.length() - 1) {
            return low;
        }
        long high = number(range.substring(comma + 1));
        return high < 0 ? -1 : Math.max(low, high);
    }

    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(Lexer::isDigit)) {
            return -1;
        }
        return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }
}
