package dev.lodur.ring;

/**
 * How many ingesters each stream is written to: what the configuration says, or one where there is only one in the
 * process.
 */
public record ReplicationFactor(int replicas) {
    public ReplicationFactor {
        if (replicas < 1) {
            throw new IllegalArgumentException("replication_factor must be at least 1, is " + replicas);
        }
    }
}
