package dev.lodur.engine.template;

import java.util.ArrayList;
import java.util.List;

/** The names of the variables that are known at a place of a template; one thread. */
final class Scope {
    private final List<String> names = new ArrayList<>(List.of("$"));

    void declare(String name) {
        names.add(name);
    }

    boolean knows(String name) {
        return names.contains(name);
    }

    int mark() {
        return names.size();
    }

    void backTo(int mark) {
        names.subList(mark, names.size()).clear();
    }
}
