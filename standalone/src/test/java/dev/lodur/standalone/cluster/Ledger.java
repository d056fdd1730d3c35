package dev.lodur.standalone.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became of the lines that were pushed. Thread-safe. */
final class Ledger {
    private final Set<NumberedLine> acknowledged = new HashSet<>();
    private final Set<NumberedLine> open = new HashSet<>();
    private final List<String> refusals = new ArrayList<>();
    private int retries;

    /** From now on the lines may be stored, whatever is heard of them. */
    synchronized void pushed(List<NumberedLine> lines) {
        open.addAll(lines);
    }

    synchronized void acknowledged(List<NumberedLine> lines) {
        lines.forEach(open::remove);
        acknowledged.addAll(lines);
        notifyAll();
    }

    /** An answer after which a client gives up. */
    synchronized void refused(String answer) {
        refusals.add(answer);
    }

    synchronized void retried() {
        retries++;
    }

    /** A copy of its own: those of {@link Set#copyOf} seek long where hashes are as dense as these. */
    synchronized Set<NumberedLine> acknowledged() {
        return new HashSet<>(acknowledged);
    }

    /** Pushed, and not acknowledged: each may be there once or not at all. */
    synchronized Set<NumberedLine> open() {
        return new HashSet<>(open);
    }

    synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    synchronized int retries() {
        return retries;
    }

    synchronized int size() {
        return acknowledged.size();
    }
}
