package dev.lodur.ingester;

import dev.lodur.wal.WalOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an ingester is told at its start.
 *
 * @param instance its id, unique in the cluster, and the name of its folder
 * @param volume the folder that holds the instance's folder
 * @param wal how the log works
 * @param flushPolicy when the head is cut
 * @param flushCheckPeriod how often the policy is asked
 * @param pushPatience how long a push waits for room in the head
 * @param shutdownPatience how long a shutdown waits for uploads; what is not uploaded stays in the spool
 * @param replicationFactor replicas of each stream
 */
public record IngesterSettings(
        String instance,
        Path volume,
        WalOptions wal,
        FlushPolicy flushPolicy,
        Duration flushCheckPeriod,
        Duration pushPatience,
        Duration shutdownPatience,
        int replicationFactor) {}
