package dev.lodur.engine.template;

/**
 * What one execution of a template may cost, so that one query can exhaust neither memory nor time: steps, and the length
 * of its output and of each text on the way. One thread.
 */
final class Budget {
    /** Longest text in characters, of the output and of what functions return. */
    static final int MAX_TEXT_LENGTH = 1 << 20;

    static final int MAX_DEPTH = 500;

    private static final int MAX_STEPS = 2_000_000;
    private static final int CHARACTERS_IN_A_STEP = 64;

    private int stepsLeft = MAX_STEPS;
    private int depth;

    void step() throws FunctionFailure {
        spend(1);
    }

    /** Counts a text that is about to be made or was made. */
    void text(long length) throws FunctionFailure {
        if (length > MAX_TEXT_LENGTH) {
            throw new FunctionFailure("text of " + length + " characters exceeds the limit of " + MAX_TEXT_LENGTH);
        }
        spend(1 + (int) length / CHARACTERS_IN_A_STEP);
    }

    private void spend(int steps) throws FunctionFailure {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new FunctionFailure("exceeded maximum template work (" + MAX_STEPS + " steps)");
        }
    }

    void enter() throws FunctionFailure {
        if (depth == MAX_DEPTH) {
            throw new FunctionFailure("exceeded maximum template depth (" + MAX_DEPTH + ")");
        }
        depth++;
    }

    void leave() {
        depth--;
    }
}
