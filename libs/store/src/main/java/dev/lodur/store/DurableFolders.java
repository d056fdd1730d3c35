package dev.lodur.store;

import dev.lodur.model.file.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Remembers which folders below a root have all their names on the disk.
 *
 * <p>After a crash without loss of power a name can be visible and not yet forced; whoever acts on having seen it must
 * force it first. So every folder is forced once a process before it is believed, the folders above it included, and
 * again after each change. Thread-safe.
 */
final class DurableFolders {
    private final FileLayer files;
    private final Path root;
    private final Set<Path> forced = new HashSet<>();

    DurableFolders(FileLayer files, Path root) {
        this.files = files;
        this.root = root;
    }

    /** Makes the folder where it is missing, and makes sure that it survives a loss of power. */
    synchronized void create(Path folder) throws IOException {
        if (forced.contains(folder)) {
            return;
        }
        try {
            files.createDirectories(folder);
            believe(folder);
        } catch (IOException e) {
            // Nobody knows which of the folders above got its new name onto the disk.
            forced.clear();
            throw e;
        }
    }

    /** Makes sure that the names that can be seen in the folder survive a loss of power. */
    synchronized void believe(Path folder) throws IOException {
        if (forced.contains(folder) || !files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (!folder.equals(root) && parent != null) {
            believe(parent);
        }
        files.forceDirectory(folder);
        forced.add(folder);
    }

    /** Forces a change of names; when that fails, the folder is not believed until a later force succeeds. */
    void force(Path folder) throws IOException {
        try {
            files.forceDirectory(folder);
        } catch (IOException e) {
            synchronized (this) {
                forced.remove(folder);
            }
            throw e;
        }
    }
}
