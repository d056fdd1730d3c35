package dev.lodur.model.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations on files and folders that Lodur uses, with their promises about power loss.
 *
 * <p>What survives a loss of power: the bytes of a file up to its last {@link AppendFile#force()}, and the names in a
 * folder (made, renamed, removed) as of its last {@link #forceDirectory}. A name that was made but whose folder was not
 * forced may be gone, its bytes with it; a name that was removed may be back. {@link #rename} is atomic: either name,
 * never a mixture. All failures are {@link IOException}. Thread-safe, except that one {@link AppendFile} is written by
 * one thread at a time.
 */
public interface FileLayer {
    /** Creates a file, which must not exist, for writing from its beginning. */
    AppendFile create(Path file) throws IOException;

    /** Opens a file for reading at any position. The reader goes on working when the file is removed or renamed. */
    ReadFile open(Path file) throws IOException;

    /** Renames a file inside one file system, replacing what had the new name. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file; a file that does not exist is no failure. */
    void delete(Path file) throws IOException;

    /** Shortens a file to a length and forces it. */
    void truncate(Path file, long lengthBytes) throws IOException;

    /** Makes a folder and those above it that are missing, and forces every folder that got a new name. */
    void createDirectories(Path directory) throws IOException;

    /** Removes an empty folder; one that is missing is no failure. */
    void deleteDirectory(Path directory) throws IOException;

    /** Makes the names in a folder survive a loss of power. */
    void forceDirectory(Path directory) throws IOException;

    /** The files and folders in a folder, sorted by name; empty where there is no such folder. */
    List<Path> list(Path directory) throws IOException;

    boolean exists(Path path) throws IOException;

    boolean isDirectory(Path path) throws IOException;

    /** When a file was last changed, in milliseconds since 1970. */
    long lastModifiedMillis(Path file) throws IOException;

    /** Bytes that can still be written to the file system of a folder. */
    long usableBytes(Path directory) throws IOException;

    /** Bytes that the file system of a folder has, full or not. */
    long totalBytes(Path directory) throws IOException;

    /**
     * Takes the exclusive lock that the file stands for, making the file where it is missing; null where another
     * process, or another holder in this one, has it. Closing gives the lock back; the end of the process does too.
     */
    @Nullable Closeable tryLock(Path file) throws IOException;
}
