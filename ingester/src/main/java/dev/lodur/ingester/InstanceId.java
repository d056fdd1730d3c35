package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import dev.lodur.wal.WalRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Finds the id of an ingester that was given none: that of a folder on its volume which no process has, so that it is the
 * same after a restart; on a new volume the host's name and something random, since two processes of a host may share a
 * volume and two volumes may meet in a ring.
 */
final class InstanceId {
    private static final int HOST_LENGTH_MAX = 100;

    private InstanceId() {}

    /**
     * @param configured empty for none
     * @param host the host's name
     */
    static String of(String configured, FileLayer files, Path volume, String host, RandomGenerator random) {
        if (!configured.isEmpty()) {
            return configured;
        }
        try {
            return WalRoot.vacant(files, volume).orElseGet(() -> drawn(host, random));
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.INTERNAL,
                    "the ingester cannot look into its volume " + volume + ": " + e.getMessage(),
                    e);
        }
    }

    private static String drawn(String host, RandomGenerator random) {
        String name = host.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^\\.+", "");
        String shortened = name.length() > HOST_LENGTH_MAX ? name.substring(0, HOST_LENGTH_MAX) : name;
        return (shortened.isEmpty() ? "ingester" : shortened) + "-" + "%06x".formatted(random.nextInt(1 << 24));
    }
}
