package dev.lodur.compaction;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder for the files of merges in flight. Nothing in it is of worth after the process has ended, so it is emptied
 * when it is opened and after each merge. One process has it at a time: others that are given the same root get folders
 * beside it. For one thread.
 */
public final class Workspace implements AutoCloseable {
    private static final String SUFFIX = ".merge";
    private static final String LOCK = "lock";
    private static final int FOLDERS_MAX = 100;

    private final FileLayer files;
    private final Path folder;
    private final Closeable lock;
    private long count;

    private Workspace(FileLayer files, Path folder, Closeable lock) {
        this.files = files;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * The first folder under a root that nobody works in.
     *
     * @throws LodurException where none can be made, emptied or had
     */
    public static Workspace open(FileLayer files, Path root) {
        for (int number = 0; number < FOLDERS_MAX; number++) {
            Path folder = root.resolve("merges-" + number);
            try {
                files.createDirectories(folder);
                Closeable lock = files.tryLock(folder.resolve(LOCK));
                if (lock != null) {
                    Workspace workspace = new Workspace(files, folder, lock);
                    workspace.clear();
                    return workspace;
                }
            } catch (IOException e) {
                throw failed("use the folder", folder, e);
            }
        }
        throw new LodurException(
                ErrorCode.UNAVAILABLE, FOLDERS_MAX + " folders for merges under '" + root + "' are all in use");
    }

    Path newFile() {
        return folder.resolve(count++ + SUFFIX);
    }

    AppendFile create(Path file) throws IOException {
        return files.create(file);
    }

    ReadFile open(Path file) throws IOException {
        return files.open(file);
    }

    FileLayer files() {
        return files;
    }

    /** Bytes that can still be written. */
    long usableBytes() {
        try {
            return files.usableBytes(folder);
        } catch (IOException e) {
            throw failed("ask for the room in the folder", folder, e);
        }
    }

    /** Removes what merges have left. */
    public void clear() {
        try {
            for (Path file : files.list(folder)) {
                if (file.toString().endsWith(SUFFIX)) {
                    files.delete(file);
                }
            }
        } catch (IOException e) {
            throw failed("empty the folder", folder, e);
        }
    }

    @Override
    public void close() {
        clear();
        try {
            lock.close();
        } catch (IOException e) {
            throw failed("give back the folder", folder, e);
        }
    }

    private static LodurException failed(String action, Path folder, IOException cause) {
        return new LodurException(
                ErrorCode.INTERNAL,
                "cannot " + action + " for merges '" + folder + "': " + cause.getMessage()
                        + "; see compactor.working_directory",
                cause);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
