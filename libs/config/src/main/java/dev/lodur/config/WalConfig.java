package dev.lodur.config;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The ingester's write-ahead log: {@code ingester.wal}.
 *
 * @param sync when the log file is forced to disk; Lodur's own key
 * @param replayMemoryCeilingBytes memory that a replay may take before it flushes into the spool
 * @param diskFullThreshold share of the disk, 0 to 1, from which on pushes are refused, or from which on 256 MiB are
 *     left of a large one; 0 for never
 */
public record WalConfig(
        boolean enabled,
        Path directory,
        Sync sync,
        boolean flushOnShutdown,
        long replayMemoryCeilingBytes,
        double diskFullThreshold) {

    /** When the log file is forced to disk. */
    public enum Sync {
        /** Before a push is acknowledged. */
        ALWAYS,
        /** Once a second: power loss costs up to a second of acknowledged lines. */
        INTERVAL,
        /** When the operating system likes. */
        NEVER
    }

    static WalConfig of(Settings settings, Problems problems) {
        double threshold = settings.decimal("ingester.wal.disk_full_threshold");
        if (threshold < 0 || threshold > 1) {
            problems.error(
                    settings.where("ingester.wal.disk_full_threshold"),
                    "ingester.wal.disk_full_threshold is " + threshold + ", expected 0 to 1");
        }
        return new WalConfig(
                settings.flag("ingester.wal.enabled"),
                Path.of(settings.text("ingester.wal.dir")),
                Sync.valueOf(settings.text("ingester.wal.sync").toUpperCase(Locale.ROOT)),
                settings.flag("ingester.wal.flush_on_shutdown"),
                settings.number("ingester.wal.replay_memory_ceiling"),
                threshold);
    }
}
