package dev.lodur.testkit.conformance;

import java.util.List;

/**
 * One case of a suite: a request with its answer, or several made one after the other.
 *
 * @param topic what it is about; the file's
 * @param id unique within the topic
 * @param profile the server it wants, {@code single} or {@code multitenant}
 * @param order cases with a higher one come later, because they write
 */
public record Case(String topic, String id, String profile, int order, List<Step> steps) {
    public Case {
        steps = List.copyOf(steps);
    }

    /** {@code topic/id} */
    public String name() {
        return topic + "/" + id;
    }
}
