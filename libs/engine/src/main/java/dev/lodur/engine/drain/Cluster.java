package dev.lodur.engine.drain;

/** A group of similar lines: what they have in common, and when how many came. Not thread-safe. */
final class Cluster {
    /** Of this object and its place in the tree. */
    private static final int OVERHEAD_BYTES = 32 + 8;

    private final Template template;
    private final LineCounts counts = new LineCounts();
    private long lastUse;

    Cluster(LineWords words) {
        this.template = Template.of(words);
    }

    /** Takes in lines of one form at one time. */
    void join(LineWords words, int slot, int lines, int oldest, long use) {
        template.join(words);
        counts.add(slot, lines, oldest);
        lastUse = use;
    }

    /** Takes in a similar group. */
    void join(LineWords words, Cluster other, int oldest) {
        template.join(words);
        counts.addAll(other.counts, oldest);
        lastUse = Math.max(lastUse, other.lastUse);
    }

    Template template() {
        return template;
    }

    LineCounts counts() {
        return counts;
    }

    /** The larger, the later. */
    long lastUse() {
        return lastUse;
    }

    int heapBytes() {
        return OVERHEAD_BYTES + template.heapBytes() + counts.heapBytes();
    }
}
