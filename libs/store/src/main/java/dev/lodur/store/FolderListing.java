package dev.lodur.store;

import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import dev.lodur.store.ObjectPage.ListedObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One page of a {@link FolderObjectStore}'s keys, found by walking only the folders that can hold keys of the page. */
final class FolderListing {
    private final FileLayer files;
    private final Path root;
    private final String prefix;
    private final String startAfter;
    private final List<ListedObject> objects = new ArrayList<>();
    private boolean full;

    FolderListing(FileLayer files, Path root, String prefix, String startAfter) {
        this.files = files;
        this.root = root;
        this.prefix = prefix;
        this.startAfter = startAfter;
    }

    ObjectPage page() throws IOException {
        walk(root, "");
        return new ObjectPage(objects, !full);
    }

    private void walk(Path folder, String folderKey) throws IOException {
        for (Named child : children(folder)) {
            String key = folderKey + child.sortName;
            if (full) {
                return;
            }
            if (!child.isFolder()) {
                add(child.path, key);
            } else if (!key.equals(ObjectKeys.RESERVED_PART + "/") && mayHoldWanted(key)) {
                walk(child.path, key);
            }
        }
    }

    /** The names in a folder in the order of their keys: a folder sorts as if its name ended with a slash. */
    private List<Named> children(Path folder) throws IOException {
        List<Named> children = new ArrayList<>();
        for (Path path : files.list(folder)) {
            String name = String.valueOf(path.getFileName());
            children.add(new Named(path, files.isDirectory(path) ? name + "/" : name));
        }
        children.sort(Comparator.comparing(Named::sortName));
        return children;
    }

    private boolean mayHoldWanted(String folderKey) {
        boolean underPrefix = folderKey.startsWith(prefix) || prefix.startsWith(folderKey);
        boolean afterStart = folderKey.compareTo(startAfter) > 0 || startAfter.startsWith(folderKey);
        return underPrefix && afterStart;
    }

    private void add(Path file, String key) throws IOException {
        if (!key.startsWith(prefix) || key.compareTo(startAfter) <= 0) {
            return;
        }
        if (objects.size() == ObjectPage.OBJECTS_MAX) {
            full = true;
            return;
        }
        try (ReadFile reader = files.open(file)) {
            objects.add(new ListedObject(key, reader.sizeBytes(), files.lastModifiedMillis(file)));
        } catch (NoSuchFileException e) {
            // Deleted since its name was read: not there is as good an answer as there.
            return;
        }
    }

    private record Named(Path path, String sortName) {
        boolean isFolder() {
            return sortName.endsWith("/");
        }
    }
}
