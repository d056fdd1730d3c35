package dev.lodur.engine.template;

/** How deep the parser is in parentheses and blocks, which it recurses over; one thread. */
final class Nesting {
    private static final int MAX_DEPTH = 200;

    private int depth;

    void enter(Tokens tokens) {
        depth++;
        if (depth > MAX_DEPTH) {
            throw tokens.error("actions nest too deeply: more than " + MAX_DEPTH + " levels");
        }
    }

    void leave() {
        depth--;
    }
}
