package dev.lodur.engine.drain;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of Drain's tree: further nodes by the next word, and the groups of lines whose path ends here.
 *
 * <p>Where so many words follow that they are a value rather than part of a message, the node takes all groups below it
 * to itself, and paths end here from then on. Not thread-safe.
 */
final class PrefixNode {
    /** Of a node, its arrays, and its place above. */
    static final int HEAP_BYTES = 24 + 3 * 16 + 16;

    private static final int CHILDREN_MAX = 16;
    private static final long[] NO_KEYS = {};
    private static final PrefixNode[] NO_CHILDREN = {};
    private static final Cluster[] NO_CLUSTERS = {};

    private long[] keys = NO_KEYS;
    private PrefixNode[] children = NO_CHILDREN;
    private Cluster[] clusters = NO_CLUSTERS;
    private boolean last;

    @Nullable PrefixNode child(long key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                return children[i];
            }
        }
        return null;
    }

    PrefixNode addChild(long key) {
        PrefixNode child = new PrefixNode();
        keys = Arrays.copyOf(keys, keys.length + 1);
        keys[keys.length - 1] = key;
        children = Arrays.copyOf(children, keys.length);
        children[keys.length - 1] = child;
        return child;
    }

    /** Whether another word would be one too many. */
    boolean isFull() {
        return keys.length == CHILDREN_MAX;
    }

    /** Whether paths end here, whatever words follow. */
    boolean isLast() {
        return last;
    }

    /** Lets paths end here, and gives up all groups below; whoever calls adds them again. */
    void makeLast() {
        last = true;
        keys = NO_KEYS;
        children = NO_CHILDREN;
        clusters = NO_CLUSTERS;
    }

    void add(Cluster cluster) {
        clusters = Arrays.copyOf(clusters, clusters.length + 1);
        clusters[clusters.length - 1] = cluster;
    }

    /** The most similar of the groups here; null where none is similar enough. */
    @Nullable Cluster mostSimilar(LineWords words) {
        Cluster best = null;
        int bestSimilarity = -1;
        for (Cluster cluster : clusters) {
            int similarity = cluster.template().similarity(words);
            if (similarity > bestSimilarity) {
                best = cluster;
                bestSimilarity = similarity;
            }
        }
        return best;
    }

    /** Every group here and below. */
    void forEach(Consumer<Cluster> action) {
        for (Cluster cluster : clusters) {
            action.accept(cluster);
        }
        for (PrefixNode child : children) {
            child.forEach(action);
        }
    }

    /** Drops groups here and below, and nodes that lead to none; returns how many nodes are left, this one included. */
    int removeIf(Predicate<Cluster> dropped) {
        clusters = Arrays.stream(clusters).filter(dropped.negate()).toArray(Cluster[]::new);
        int nodes = 1;
        int left = 0;
        for (int i = 0; i < keys.length; i++) {
            int below = children[i].removeIf(dropped);
            if (!children[i].isEmpty()) {
                keys[left] = keys[i];
                children[left++] = children[i];
                nodes += below;
            }
        }
        keys = Arrays.copyOf(keys, left);
        children = Arrays.copyOf(children, left);
        return nodes;
    }

    private boolean isEmpty() {
        return clusters.length == 0 && keys.length == 0;
    }
}
