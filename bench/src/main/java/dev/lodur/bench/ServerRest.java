package dev.lodur.bench;

import java.util.concurrent.TimeUnit;

/** Waits until a server has nothing to do any more, so that the next query is measured and not what came before it. */
final class ServerRest {
    private static final String HEAD_BYTES = "lodur_ingester_head_bytes";
    private static final int SECONDS_MAX = 180;
    private static final double IDLE_CPU_SECONDS = 0.03;
    private static final int IDLE_SECONDS = 3;

    private final ServerClient server;
    private final long processId;

    ServerRest(ServerClient server, long processId) {
        this.server = server;
        this.processId = processId;
    }

    /**
     * Returns when the process has been idle for three seconds.
     *
     * @param stored flushes first, and waits until no row is in memory: all are in segments, of which small ones
     *     stay in the spool for a while
     */
    void await(boolean stored) throws InterruptedException {
        if (stored) {
            server.flush();
        }
        int idle = 0;
        for (int second = 0; idle < IDLE_SECONDS; second++) {
            if (second == SECONDS_MAX) {
                throw new IllegalStateException("the server is not idle after " + SECONDS_MAX + " s");
            }
            double before = ProcessFigures.of(processId).cpuSeconds();
            TimeUnit.SECONDS.sleep(1);
            boolean busy = ProcessFigures.of(processId).cpuSeconds() - before > IDLE_CPU_SECONDS;
            idle = busy || (stored && headBytes() > 0) ? 0 : idle + 1;
        }
    }

    private double headBytes() {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(HEAD_BYTES))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
