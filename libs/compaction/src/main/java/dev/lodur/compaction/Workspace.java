package dev.lodur.compaction;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder for the files of merges in flight. Nothing in it is of worth after the process has ended, so it is emptied
 * when it is opened and after each merge. One process has it at a time. For one thread.
 */
public final class Workspace {
    private static final String SUFFIX = ".merge";

    private final FileLayer files;
    private final Path folder;
    private long count;

    /** @throws LodurException where the folder cannot be made or emptied */
    public Workspace(FileLayer files, Path folder) {
        this.files = files;
        this.folder = folder;
        try {
            files.createDirectories(folder);
        } catch (IOException e) {
            throw failed("make the folder", e);
        }
        clear();
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
            throw failed("ask for the room", e);
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
            throw failed("empty the folder", e);
        }
    }

    private LodurException failed(String action, IOException cause) {
        return new LodurException(
                ErrorCode.INTERNAL, "cannot " + action + " for merges '" + folder + "': " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
