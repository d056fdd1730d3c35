package dev.lodur.engine.regex;

import dev.lodur.engine.regex.RegexNode.Assertion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a {@link Program} as a deterministic automaton whose states are made when they are first reached.
 *
 * <p>A state is the set of instructions the search may be at, and what was seen just before where a condition asks for it.
 * Conditions on what comes next stay in the set until the next byte is known. The first match ends the search. When the
 * states have taken {@link #CACHE_BYTES_MAX} all are forgotten, so memory is bounded, and each byte costs at most one
 * walk over the program: time is linear in the text whatever the expression. Not thread-safe.
 */
final class LazyDfa {
    static final int CACHE_BYTES_MAX = 2 << 20;

    private static final int UNKNOWN = -1;
    private static final int DEAD = 0;
    private static final int NEWLINE = '\n';
    private static final int END = -1;

    private static final int AFTER_BEGIN = 1;
    private static final int AFTER_NEWLINE = 2;
    private static final int AFTER_WORD = 4;

    private record Key(int[] instructions, int context) {
        @Override
        public boolean equals(Object object) {
            return object instanceof Key other
                    && context == other.context
                    && Arrays.equals(instructions, other.instructions);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(instructions) + context;
        }
    }

    private final Program program;
    private final byte[] classes;
    private final int stride;
    private final int match;
    private final int endClass;
    private final boolean restarts;

    private int[] transitions;
    private Key[] states = new Key[16];
    private int stateCount;
    private long cacheBytes;
    private final Map<Key, Integer> ids = new HashMap<>();
    private int startState = UNKNOWN;

    private final int[] stack;
    private final int[] members;
    private int memberCount;
    private final int[] marks;
    private int mark;
    private boolean matched;

    LazyDfa(Program program) {
        this.program = program;
        this.classes = program.byteClasses();
        int classCount = (classes[255] & 0xff) + 1;
        this.endClass = classCount;
        this.stride = classCount + 1;
        this.match = stride;
        this.stack = new int[2 * program.size() + 2];
        this.members = new int[program.size()];
        this.marks = new int[program.size()];
        this.transitions = new int[16 * stride];
        this.restarts = canRestart();
        forget();
    }

    /** Whether the expression matches anywhere in the range. */
    boolean find(byte[] bytes, int from, int to) {
        if (startState == UNKNOWN) {
            startState = start();
        }
        int state = startState;
        int[] table = transitions;
        if (state > match) {
            for (int i = from; i < to; i++) {
                int next = table[state + (classes[bytes[i] & 0xff] & 0xff)];
                if (next <= match) {
                    if (next == UNKNOWN) {
                        next = step(state, bytes[i] & 0xff);
                        table = transitions;
                    }
                    if (next <= match) {
                        return next == match;
                    }
                }
                state = next;
            }
        }
        return state == match || (state != DEAD && end(state) == match);
    }

    private int end(int state) {
        int next = transitions[state + endClass];
        return next == UNKNOWN ? step(state, END) : next;
    }

    private int start() {
        beginSet();
        follow(program.start(), AFTER_BEGIN | AFTER_NEWLINE, UNKNOWN_NEXT);
        return matched ? match : intern(AFTER_BEGIN | AFTER_NEWLINE);
    }

    private static final int UNKNOWN_NEXT = -2;

    /** Whether a search can still begin behind the first byte; if not, an empty set of instructions is the end. */
    private boolean canRestart() {
        int[] contexts = {0, AFTER_NEWLINE, AFTER_WORD};
        for (int context : contexts) {
            beginSet();
            follow(program.start(), context, UNKNOWN_NEXT);
            if (memberCount > 0 || matched) {
                return true;
            }
        }
        return false;
    }

    /** Makes the state behind a byte, or behind the end of the text, and remembers the way to it. */
    private int step(int state, int next) {
        Key key = states[state / stride];
        int context = contextAfter(next);
        beginSet();
        if (program.hasAssertions()) {
            resolve(key, next);
            if (matched) {
                return remember(state, next, match);
            }
        }
        int[] now = program.hasAssertions() ? Arrays.copyOf(members, memberCount) : key.instructions();
        beginSet();
        if (next != END) {
            for (int instruction : now) {
                if (program.operation(instruction) == Program.BYTE
                        && next >= program.low(instruction)
                        && next <= program.high(instruction)) {
                    follow(program.next(instruction), context, UNKNOWN_NEXT);
                }
            }
            follow(program.start(), context, UNKNOWN_NEXT);
        }
        if (matched) {
            return remember(state, next, match);
        }
        if (memberCount == 0 && (next == END || !restarts)) {
            return remember(state, next, DEAD);
        }
        if (cacheBytes > CACHE_BYTES_MAX) {
            // The old state is forgotten with all others, so the way to the new one is not remembered.
            int[] kept = Arrays.copyOf(members, memberCount);
            forget();
            System.arraycopy(kept, 0, members, 0, kept.length);
            memberCount = kept.length;
            return intern(context);
        }
        return remember(state, next, intern(context));
    }

    /** Follows the conditions that waited for the next byte. */
    private void resolve(Key key, int next) {
        for (int instruction : key.instructions()) {
            follow(instruction, key.context(), next);
        }
    }

    private int remember(int state, int next, int target) {
        transitions[state + (next == END ? endClass : classes[next] & 0xff)] = target;
        return target;
    }

    private int contextAfter(int b) {
        if (!program.hasAssertions() || b == END) {
            return 0;
        }
        return (b == NEWLINE ? AFTER_NEWLINE : 0) | (isWord(b) ? AFTER_WORD : 0);
    }

    private static boolean isWord(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
    }

    private void beginSet() {
        memberCount = 0;
        matched = false;
        if (++mark == Integer.MAX_VALUE) {
            Arrays.fill(marks, 0);
            mark = 1;
        }
    }

    /** Adds an instruction to the set, and all that it leads to without taking a byte. */
    private void follow(int instruction, int context, int next) {
        int depth = 0;
        stack[depth++] = instruction;
        while (depth > 0) {
            int i = stack[--depth];
            if (marks[i] == mark) {
                continue;
            }
            marks[i] = mark;
            switch (program.operation(i)) {
                case Program.MATCH -> matched = true;
                case Program.BYTE -> members[memberCount++] = i;
                case Program.SPLIT -> {
                    stack[depth++] = program.other(i);
                    stack[depth++] = program.next(i);
                }
                case Program.ASSERT -> {
                    switch (holds(program.assertion(i), context, next)) {
                        case YES -> stack[depth++] = program.next(i);
                        case NO -> {}
                        case LATER -> members[memberCount++] = i;
                    }
                }
                default -> {}
            }
        }
    }

    private enum Holds {
        YES,
        NO,
        LATER
    }

    private static Holds holds(Assertion assertion, int context, int next) {
        boolean known = next != UNKNOWN_NEXT;
        return switch (assertion) {
            case BEGIN_TEXT -> of((context & AFTER_BEGIN) != 0);
            case BEGIN_LINE -> of((context & AFTER_NEWLINE) != 0);
            case END_TEXT -> known ? of(next == END) : Holds.LATER;
            case END_LINE -> known ? of(next == END || next == NEWLINE) : Holds.LATER;
            case WORD_BOUNDARY -> known ? of(isWord(next) != ((context & AFTER_WORD) != 0)) : Holds.LATER;
            case NO_WORD_BOUNDARY ->
                known ? of(!isContinuation(next) && isWord(next) == ((context & AFTER_WORD) != 0)) : Holds.LATER;
        };
    }

    /** Between the bytes of one character there is no place for a condition to hold at. */
    private static boolean isContinuation(int b) {
        return b >= 0x80 && b < 0xc0;
    }

    private static Holds of(boolean holds) {
        return holds ? Holds.YES : Holds.NO;
    }

    private int intern(int context) {
        int[] instructions = Arrays.copyOf(members, memberCount);
        Arrays.sort(instructions);
        Key key = new Key(instructions, context);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        if (stateCount == states.length) {
            states = Arrays.copyOf(states, stateCount * 2);
            transitions = Arrays.copyOf(transitions, states.length * stride);
        }
        int id = stateCount * stride;
        Arrays.fill(transitions, id, id + stride, UNKNOWN);
        states[stateCount++] = key;
        ids.put(key, id);
        cacheBytes += 4L * stride + 4L * instructions.length + 96;
        return id;
    }

    private void forget() {
        ids.clear();
        Arrays.fill(states, null);
        cacheBytes = 0;
        startState = UNKNOWN;
        // The first two rows of the table stand for the dead end and the match.
        stateCount = 2;
    }
}
