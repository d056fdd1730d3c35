package dev.lodur.querier;

import dev.lodur.engine.IngesterQuery;
import java.util.List;

/** Knows the ingesters that may hold rows which no catalog names yet. Thread-safe. */
@FunctionalInterface
public interface IngesterDirectory {
    /** One ingester with the name that warnings call it by. */
    record Member(String name, IngesterQuery query) {}

    List<Member> members();
}
