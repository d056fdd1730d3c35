package dev.lodur.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few megabytes at a folder, in memory. Only root may make one; without, {@link #mount} skips the test loudly. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int kibibytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String options = "size=" + kibibytes + "k";
        if (!run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())) {
            String text = "SKIPPED: no disk could be mounted at " + folder + " (run as root to try a full disk)";
            System.err.println(text);
            return Assumptions.abort(text);
        }
        return new SmallDisk(folder);
    }

    /** Makes room, as an operator does. */
    void grow(int kibibytes) {
        if (!run("mount", "-o", "remount,size=" + kibibytes + "k", folder.toString())) {
            throw new IllegalStateException("the disk at " + folder + " does not grow");
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such command: nothing can be mounted.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
    }
}
