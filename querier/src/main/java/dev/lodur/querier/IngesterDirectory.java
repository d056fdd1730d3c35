package dev.lodur.querier;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.model.TimeRange;
import java.util.List;

/** Knows the ingesters that may hold rows which no catalog names yet. Thread-safe; does not block. */
@FunctionalInterface
public interface IngesterDirectory {
    /** One ingester with the name that warnings call it by. */
    record Member(String name, IngesterQuery query) {}

    /**
     * An ingester that is not asked any more, since it is gone, though rows may lie in its log.
     *
     * @param mayHold the times of rows that it had not handed over when it was last heard of
     */
    record Absent(String name, TimeRange mayHold) {}

    /**
     * Who is there at one moment.
     *
     * @param members those to ask, also the ones that others do not hear from
     * @param absent those that answers must warn of
     * @param known whether these are all; where not, answers must warn that others may be missing
     * @param version another one after somebody has come or left, be it only for a moment
     */
    record View(List<Member> members, List<Absent> absent, boolean known, long version) {
        public View {
            members = List.copyOf(members);
            absent = List.copyOf(absent);
        }
    }

    View view();
}
