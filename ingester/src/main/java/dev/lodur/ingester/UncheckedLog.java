package dev.lodur.ingester;

import java.io.Closeable;
import java.io.IOException;

/**
 * A log that was replayed while the bucket did not answer: its rows serve queries from provisional slices, and it is kept
 * until they have been compared with the catalogs.
 *
 * @param instance that wrote it
 * @param log replays it once more
 * @param records that it had; one that has fewer by now is not relied on
 * @param end what to do when it is needed no more
 * @param resource given back then, or at the end of the process
 */
record UncheckedLog(String instance, LogReplay.Log log, long records, End end, Closeable resource) {
    /** What follows a check. */
    @FunctionalInterface
    interface End {
        void run() throws IOException;
    }
}
