package dev.lodur.bench;

import java.util.Locale;

/** Prints what parts of a run cost the process that is measured. */
record ProcessMeter(long processId) {
    /** A part of the run that may fail as I/O does. */
    @FunctionalInterface
    interface Part {
        /** Returns how many bytes of lines it was about. */
        long run() throws Exception;
    }

    void measure(String name, Part part) throws Exception {
        ProcessFigures before = ProcessFigures.of(processId);
        long startNanos = System.nanoTime();
        long rawBytes = part.run();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        ProcessFigures after = ProcessFigures.of(processId);
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        System.out.printf(
                Locale.ROOT,
                "%-28s %7.2f s wall  %7.2f s cpu  %8.1f MB raw/cpu-s  rss %d MB  peak %d MB%n",
                name,
                seconds,
                cpu,
                rawBytes / 1e6 / Math.max(cpu, 0.01),
                after.residentKib() >> 10,
                after.peakKib() >> 10);
    }
}
