package dev.lodur.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel says of a process: CPU seconds used so far, resident and peak memory. Linux only.
 *
 * @param cpuSeconds user and system time of all threads
 */
record ProcessFigures(double cpuSeconds, long residentKib, long peakKib) {
    private static final double TICKS_PER_SECOND = 100;

    static ProcessFigures of(long processId) {
        Path folder = Path.of("/proc", Long.toString(processId));
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            List<String> status = Files.readAllLines(folder.resolve("status"));
            double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            return new ProcessFigures(cpu, kib(status, "VmRSS:"), kib(status, "VmHWM:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long kib(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
