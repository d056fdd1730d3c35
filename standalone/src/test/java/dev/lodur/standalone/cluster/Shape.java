package dev.lodur.standalone.cluster;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a cluster consists of.
 *
 * @param breakable whether ingesters advertise a port of a network that can be broken; otherwise the file's port is that
 *     of HTTP, as the home lab has it
 * @param sections what every file has besides what the home lab's has, as YAML
 * @param flags of every process
 */
record Shape(
        int distributors,
        int ingesters,
        int queriers,
        int compactors,
        int replicationFactor,
        boolean breakable,
        String sections,
        List<String> flags) {
    /** The person's own: one of each. */
    static final Shape HOME_LAB = new Shape(1, 1, 1, 1, 1, false, "", List.of());
    /** Three ingesters that keep each line three times, and networks that can be broken. */
    static final Shape REPLICATED = new Shape(1, 3, 1, 0, 3, true, "", List.of());

    Shape withIngesters(int count, int newReplicationFactor) {
        return new Shape(distributors, count, queriers, compactors, newReplicationFactor, breakable, sections, flags);
    }

    Shape withEdges(int newDistributors, int newQueriers, int newCompactors) {
        return new Shape(
                newDistributors, ingesters, newQueriers, newCompactors, replicationFactor, breakable, sections, flags);
    }

    Shape thatBreaks() {
        return new Shape(distributors, ingesters, queriers, compactors, replicationFactor, true, sections, flags);
    }

    Shape withFlags(String... more) {
        List<String> all = Stream.concat(flags.stream(), Stream.of(more)).toList();
        return new Shape(distributors, ingesters, queriers, compactors, replicationFactor, breakable, sections, all);
    }

    Shape withSections(String yaml) {
        return new Shape(distributors, ingesters, queriers, compactors, replicationFactor, breakable, yaml, flags);
    }
}
