package dev.lodur.store;

/**
 * What all services on one bucket agree on, written once, by the first that commits.
 *
 * @param id tells this cluster from any other; random
 * @param commitWay how catalogs are replaced
 */
public record Cluster(String id, CommitWay commitWay) {
    public Cluster {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a cluster without an id");
        }
    }
}
