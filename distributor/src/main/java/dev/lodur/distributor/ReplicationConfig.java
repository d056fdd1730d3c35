package dev.lodur.distributor;

import java.time.Duration;

/**
 * How many ingesters a stream is written to, and how long they are waited for.
 *
 * @param replicationFactor {@code replication_factor}; a quorum is more than half of it
 * @param writeQuorum whether a quorum is required even where fewer ingesters are healthy
 * @param extendAfter how long a push may take until the next ingester is asked too
 * @param timeout how long a request waits for its quorums at most
 */
public record ReplicationConfig(int replicationFactor, boolean writeQuorum, Duration extendAfter, Duration timeout) {
    public static final ReplicationConfig DEFAULTS =
            new ReplicationConfig(1, false, Duration.ofSeconds(1), Duration.ofSeconds(10));

    public ReplicationConfig {
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("replication_factor must be at least 1, is " + replicationFactor);
        }
    }

    int quorum() {
        return replicationFactor / 2 + 1;
    }
}
