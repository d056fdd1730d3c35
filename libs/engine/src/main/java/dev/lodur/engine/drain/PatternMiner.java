package dev.lodur.engine.drain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The groups of similar lines among those of one stream and level: Drain's tree with a bound. Beyond the bound the groups
 * that were met least recently are forgotten. Not thread-safe.
 */
final class PatternMiner {
    /** A quarter of the groups goes at once, so that a stream in which no two lines are similar is not sorted by each. */
    private static final int FORGOTTEN_PART = 4;

    private static final int OVERHEAD_BYTES = 48;

    private final int clustersMax;
    private final PrefixNode root = new PrefixNode();
    private int clusterCount;
    private int nodeCount = 1;
    private long clusterBytes;
    private long uses;

    /**
     * @param clustersMax groups at most, above 0
     */
    PatternMiner(int clustersMax) {
        this.clustersMax = clustersMax;
    }

    /**
     * Takes in some equal lines.
     *
     * @param scratch overwritten where groups must be compared
     * @param slot when they came, as {@link LineCounts} has it
     * @param oldest counts before this slot are forgotten where room is needed
     */
    void learn(LineWords words, LineWords scratch, int slot, int lines, int oldest) {
        PrefixNode node = walk(words, scratch, oldest);
        Cluster cluster = node.mostSimilar(words);
        if (cluster == null) {
            cluster = new Cluster(words);
            node.add(cluster);
            clusterCount++;
        } else {
            clusterBytes -= cluster.heapBytes();
        }
        cluster.join(words, slot, lines, oldest, ++uses);
        clusterBytes += cluster.heapBytes();
        if (clusterCount > clustersMax) {
            forgetLeastUsed();
        }
    }

    private PrefixNode walk(LineWords words, LineWords scratch, int oldest) {
        PrefixNode node = step(root, words.form());
        for (int i = 0; i < words.pathLength() && !node.isLast(); i++) {
            if (node.isFull() && node.child(words.path(i)) == null) {
                collapse(node, scratch, oldest);
            } else {
                node = step(node, words.path(i));
            }
        }
        return node;
    }

    private PrefixNode step(PrefixNode node, long key) {
        PrefixNode child = node.child(key);
        if (child != null) {
            return child;
        }
        nodeCount++;
        return node.addChild(key);
    }

    /** Compares all groups below a node with each other, now that the words in between are known to vary. */
    private void collapse(PrefixNode node, LineWords scratch, int oldest) {
        List<Cluster> below = new ArrayList<>();
        node.forEach(below::add);
        node.makeLast();
        for (Cluster cluster : below) {
            scratch.read(cluster.template());
            Cluster similar = node.mostSimilar(scratch);
            if (similar == null) {
                node.add(cluster);
            } else {
                similar.join(scratch, cluster, oldest);
            }
        }
        removeIf(cluster -> false);
    }

    private void forgetLeastUsed() {
        List<Cluster> all = new ArrayList<>(clusterCount);
        root.forEach(all::add);
        all.sort(Comparator.comparingLong(Cluster::lastUse));
        long firstKept = all.get(Math.max(1, all.size() / FORGOTTEN_PART)).lastUse();
        removeIf(cluster -> cluster.lastUse() < firstKept);
    }

    /** Forgets all counts before a slot, and the groups that have none left. */
    void forget(int oldest) {
        removeIf(cluster -> {
            int _ = cluster.counts().forget(oldest);
            return cluster.counts().isEmpty();
        });
    }

    private void removeIf(Predicate<Cluster> dropped) {
        nodeCount = root.removeIf(dropped);
        clusterCount = 0;
        clusterBytes = 0;
        root.forEach(cluster -> {
            clusterCount++;
            clusterBytes += cluster.heapBytes();
        });
    }

    void forEach(Consumer<Cluster> action) {
        root.forEach(action);
    }

    int clusterCount() {
        return clusterCount;
    }

    long heapBytes() {
        return OVERHEAD_BYTES + clusterBytes + (long) nodeCount * PrefixNode.HEAP_BYTES;
    }
}
