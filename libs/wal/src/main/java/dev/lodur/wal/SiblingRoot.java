package dev.lodur.wal;

import dev.lodur.model.file.FileLayer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder of an instance that is not running, locked so that it cannot start meanwhile; made by {@link
 * WalRoot#adoptSiblings}. For one thread.
 */
public final class SiblingRoot implements Closeable {
    private final FileLayer files;
    private final Path folder;
    private final Closeable lock;
    private final Set<Path> corrupt = new TreeSet<>();

    SiblingRoot(FileLayer files, Path folder, Closeable lock) {
        this.files = files;
        this.folder = folder;
        this.lock = lock;
    }

    public String instance() {
        return String.valueOf(folder.getFileName());
    }

    public Path folder() {
        return folder;
    }

    /** Where the log of the instance was. */
    public Path walFolder() {
        return folder.resolve(WalRoot.WAL);
    }

    /** Replays the instance's log without changing it; returns its last sequence, 0 where it has none. */
    public long replay(RecordVisitor visitor, WalListener listener) throws IOException {
        return Wal.replay(files, walFolder(), visitor, new WalListener() {
            @Override
            public void corrupt(Path file, long offset, long lengthBytes, String reason) {
                corrupt.add(file);
                listener.corrupt(file, offset, lengthBytes, reason);
            }

            @Override
            public void torn(Path file, long offset, long lengthBytes) {
                listener.torn(file, offset, lengthBytes);
            }
        });
    }

    /**
     * Removes the folder with all that is in it; call it when all is safe elsewhere. Files that the replay found corrupt
     * stay, with the suffix {@code .corrupt} and the folders they are in.
     */
    public void remove() throws IOException {
        for (Path file : corrupt) {
            if (files.exists(file)) {
                files.rename(file, file.resolveSibling(file.getFileName() + WalFormat.CORRUPT_SUFFIX));
            }
        }
        if (removeContents(folder)) {
            removeFolder();
        }
    }

    /** The lock goes last: a folder without one would never be adopted again. */
    private void removeFolder() throws IOException {
        files.delete(folder.resolve(WalRoot.LOCK));
        files.deleteDirectory(folder);
        Path volume = folder.getParent();
        if (volume != null) {
            files.forceDirectory(volume);
        }
    }

    private boolean removeContents(Path directory) throws IOException {
        boolean empty = true;
        for (Path path : files.list(directory)) {
            empty &= path.equals(folder.resolve(WalRoot.LOCK)) || remove(path);
            // One after the other, so that a loss of power never leaves a log with a hole.
            files.forceDirectory(directory);
        }
        return empty;
    }

    private boolean remove(Path path) throws IOException {
        if (path.toString().endsWith(WalFormat.CORRUPT_SUFFIX)) {
            return false;
        }
        if (!files.isDirectory(path)) {
            files.delete(path);
            return true;
        }
        boolean empty = removeContents(path);
        if (empty) {
            files.deleteDirectory(path);
        }
        return empty;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
