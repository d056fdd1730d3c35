package dev.lodur.engine.regex;

import dev.lodur.engine.regex.RegexNode.Alternate;
import dev.lodur.engine.regex.RegexNode.Assert;
import dev.lodur.engine.regex.RegexNode.Assertion;
import dev.lodur.engine.regex.RegexNode.Characters;
import dev.lodur.engine.regex.RegexNode.Concat;
import dev.lodur.engine.regex.RegexNode.Empty;
import dev.lodur.engine.regex.RegexNode.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A non-deterministic automaton over bytes, built after Thompson: each instruction takes one byte out of a range, goes on
 * in two ways, or asks for a condition on its place. Characters beyond ASCII become sequences of byte ranges.
 *
 * <p>Immutable once built. Counts are written out, so the size is bounded here: an expression that needs more than
 * {@link #INSTRUCTIONS_MAX} instructions is refused.
 */
final class Program {
    static final int INSTRUCTIONS_MAX = 50_000;

    static final int MATCH = 0;
    static final int BYTE = 1;
    static final int SPLIT = 2;
    static final int ASSERT = 3;
    static final int FAIL = 4;

    private int[] operations = new int[64];
    private int[] first = new int[64];
    private int[] second = new int[64];
    private int[] third = new int[64];
    private int size;
    private final int start;
    private final boolean[] classEnds = new boolean[256];
    private final List<Assertion> assertions = new ArrayList<>();

    private Program(RegexNode node) throws RegexSyntaxException {
        int match = add(MATCH, 0, 0, 0);
        start = compile(node, match);
    }

    static Program compile(RegexNode node) throws RegexSyntaxException {
        return new Program(node);
    }

    int size() {
        return size;
    }

    int start() {
        return start;
    }

    int operation(int instruction) {
        return operations[instruction];
    }

    /** Where BYTE, ASSERT and the first way of SPLIT go on. */
    int next(int instruction) {
        return first[instruction];
    }

    /** The second way of SPLIT. */
    int other(int instruction) {
        return second[instruction];
    }

    int low(int instruction) {
        return second[instruction];
    }

    int high(int instruction) {
        return third[instruction];
    }

    Assertion assertion(int instruction) {
        return assertions.get(second[instruction]);
    }

    boolean hasAssertions() {
        return !assertions.isEmpty();
    }

    /** For each byte the number of its class: bytes of one class are never told apart. */
    byte[] byteClasses() {
        byte[] classes = new byte[256];
        int current = 0;
        for (int b = 0; b < 256; b++) {
            classes[b] = (byte) current;
            if (classEnds[b]) {
                current++;
            }
        }
        return classes;
    }

    private int compile(RegexNode node, int next) throws RegexSyntaxException {
        return switch (node) {
            case Empty e -> next;
            case Characters(CodePoints set) -> characters(set, next);
            case Assert(Assertion kind) -> assertion(kind, next);
            case Concat(List<RegexNode> parts) -> {
                int entry = next;
                for (int i = parts.size() - 1; i >= 0; i--) {
                    entry = compile(parts.get(i), entry);
                }
                yield entry;
            }
            case Alternate(List<RegexNode> branches) -> {
                int entry = compile(branches.getLast(), next);
                for (int i = branches.size() - 2; i >= 0; i--) {
                    entry = add(SPLIT, compile(branches.get(i), next), entry, 0);
                }
                yield entry;
            }
            case Repeat(RegexNode body, int min, int max) -> repeat(body, min, max, next);
        };
    }

    private int repeat(RegexNode body, int min, int max, int next) throws RegexSyntaxException {
        int entry = next;
        if (max < 0) {
            int loop = add(SPLIT, 0, next, 0);
            // Compiling may move the arrays, so the result is stored afterwards.
            int compiled = compile(body, loop);
            first[loop] = compiled;
            entry = min == 0 ? loop : first[loop];
        }
        for (int i = min; i < max; i++) {
            entry = add(SPLIT, compile(body, entry), next, 0);
        }
        // An unbounded repetition has written out one of its required copies already.
        for (int i = max < 0 ? 1 : 0; i < min; i++) {
            entry = compile(body, entry);
        }
        return entry;
    }

    private int assertion(Assertion kind, int next) throws RegexSyntaxException {
        assertions.add(kind);
        switch (kind) {
            case BEGIN_TEXT, END_TEXT -> {}
            case BEGIN_LINE, END_LINE -> markRange('\n', '\n');
            case WORD_BOUNDARY, NO_WORD_BOUNDARY -> {
                markRange(0x80, 0xbf);
                for (int i = 0; i < CodePoints.WORDS.ranges(); i++) {
                    markRange(CodePoints.WORDS.low(i), CodePoints.WORDS.high(i));
                }
            }
        }
        return add(ASSERT, next, assertions.size() - 1, 0);
    }

    private int characters(CodePoints set, int next) throws RegexSyntaxException {
        int entry = -1;
        for (int i = 0; i < set.ranges(); i++) {
            entry = utf8(set.low(i), set.high(i), next, entry);
        }
        return entry < 0 ? add(FAIL, 0, 0, 0) : entry;
    }

    /** Adds the byte sequences of a range of code points as further ways beside {@code entry}. */
    private int utf8(int low, int high, int next, int entry) throws RegexSyntaxException {
        int[] lengthEnds = {0x7f, 0x7ff, 0xffff, 0x10ffff};
        for (int end : lengthEnds) {
            if (low <= end && high > end) {
                return utf8(end + 1, high, next, utf8(low, end, next, entry));
            }
        }
        for (int bits = 6; high > 0x7f && bits <= 18; bits += 6) {
            int mask = (1 << bits) - 1;
            if ((low & ~mask) != (high & ~mask)) {
                if ((low & mask) != 0) {
                    return utf8((low | mask) + 1, high, next, utf8(low, low | mask, next, entry));
                }
                if ((high & mask) != mask) {
                    return utf8(high & ~mask, high, next, utf8(low, (high & ~mask) - 1, next, entry));
                }
            }
        }
        int sequence = sequence(low, high, next);
        return entry < 0 ? sequence : add(SPLIT, sequence, entry, 0);
    }

    private int sequence(int low, int high, int next) throws RegexSyntaxException {
        byte[] from = encode(low);
        byte[] to = encode(high);
        int entry = next;
        for (int i = from.length - 1; i >= 0; i--) {
            markRange(from[i] & 0xff, to[i] & 0xff);
            entry = add(BYTE, entry, from[i] & 0xff, to[i] & 0xff);
        }
        return entry;
    }

    /** UTF-8 of any number up to 0x10ffff, surrogates too: a range may end there although no text holds them. */
    private static byte[] encode(int c) {
        if (c < 0x80) {
            return new byte[] {(byte) c};
        }
        if (c < 0x800) {
            return new byte[] {(byte) (0xc0 | c >> 6), continuation(c)};
        }
        if (c < 0x10000) {
            return new byte[] {(byte) (0xe0 | c >> 12), continuation(c >> 6), continuation(c)};
        }
        return new byte[] {(byte) (0xf0 | c >> 18), continuation(c >> 12), continuation(c >> 6), continuation(c)};
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private void markRange(int low, int high) {
        if (low > 0) {
            classEnds[low - 1] = true;
        }
        classEnds[high] = true;
    }

    private int add(int operation, int a, int b, int c) throws RegexSyntaxException {
        if (size == INSTRUCTIONS_MAX) {
            throw new RegexSyntaxException("expression too large");
        }
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, size * 2);
            first = Arrays.copyOf(first, size * 2);
            second = Arrays.copyOf(second, size * 2);
            third = Arrays.copyOf(third, size * 2);
        }
        operations[size] = operation;
        first[size] = a;
        second[size] = b;
        third[size] = c;
        return size++;
    }
}
