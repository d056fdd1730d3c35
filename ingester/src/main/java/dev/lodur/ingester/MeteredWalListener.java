package dev.lodur.ingester;

import dev.lodur.wal.WalListener;
import java.io.IOException;
import java.nio.file.Path;

/** Passes what happens in the log on to the metrics, and what an operator must see to the process's own log. */
final class MeteredWalListener implements WalListener {
    private static final System.Logger LOGGER = System.getLogger(MeteredWalListener.class.getName());

    private final IngesterMetrics metrics;

    MeteredWalListener(IngesterMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void corrupt(Path file, long offset, long lengthBytes, String reason) {
        metrics.walCorrupt(file);
        LOGGER.log(
                System.Logger.Level.ERROR,
                "write-ahead log file " + file + " is damaged at byte " + offset + " (" + lengthBytes + " bytes): "
                        + reason + "; acknowledged lines are lost, the file is kept");
    }

    @Override
    public void forced(long records, long durationNanos) {
        metrics.walForced(records, durationNanos);
    }

    @Override
    public void forceFailed(Path file, IOException failure) {
        metrics.walFailed();
        LOGGER.log(System.Logger.Level.ERROR, "cannot force write-ahead log file " + file, failure);
    }

    @Override
    public void writeFailed(Path file, IOException failure) {
        metrics.walFailed();
        LOGGER.log(System.Logger.Level.ERROR, "cannot write write-ahead log file " + file, failure);
    }
}
