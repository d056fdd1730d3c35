package dev.lodur.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The names of a file system in memory: as they are, as they were last forced, and the changes between the two in their
 * order. A change is atomic, so that a rename survives whole or not at all. Guarded by its {@link CrashingFileLayer}.
 */
final class MemoryNames {
    /** What a name stands for. */
    sealed interface Node permits Folder, MemoryFile {}

    record Folder() implements Node {}

    private record Edit(Path path, @Nullable Node node) {
        void applyTo(Map<Path, Node> names) {
            if (node == null) {
                names.remove(path);
            } else {
                names.put(path, node);
            }
        }
    }

    private final Map<Path, Node> current;
    private final Map<Path, Node> forced;
    private final List<List<Edit>> pending = new ArrayList<>();

    MemoryNames() {
        this(new TreeMap<>());
    }

    private MemoryNames(Map<Path, Node> forced) {
        this.forced = forced;
        this.current = new TreeMap<>(forced);
    }

    @Nullable Node get(Path path) {
        return path.getParent() == null ? new Folder() : current.get(path);
    }

    void put(Path path, Node node) {
        change(List.of(new Edit(path, node)));
    }

    void remove(Path path) {
        change(List.of(new Edit(path, null)));
    }

    void rename(Path from, Path to, Node node) {
        change(List.of(new Edit(from, null), new Edit(to, node)));
    }

    private void change(List<Edit> edits) {
        edits.forEach(edit -> edit.applyTo(current));
        pending.add(edits);
    }

    List<Path> children(Path folder) {
        return current.keySet().stream()
                .filter(path -> folder.equals(path.getParent()))
                .toList();
    }

    long sizeBytes() {
        long sizeBytes = 0;
        for (Node node : current.values()) {
            sizeBytes += node instanceof MemoryFile file ? file.length() : 0;
        }
        return sizeBytes;
    }

    /** Forces a folder's changes, and with them the earlier changes of every folder that takes part in one of them. */
    void force(Path folder) {
        Set<Path> folders = new HashSet<>(Set.of(folder));
        List<List<Edit>> reached = new ArrayList<>();
        List<List<Edit>> left = new ArrayList<>();
        for (List<Edit> edits : pending.reversed()) {
            if (edits.stream().anyMatch(edit -> folders.contains(parent(edit)))) {
                edits.forEach(edit -> folders.add(parent(edit)));
                reached.addFirst(edits);
            } else {
                left.addFirst(edits);
            }
        }
        reached.forEach(edits -> edits.forEach(edit -> edit.applyTo(forced)));
        pending.clear();
        pending.addAll(left);
    }

    private static Path parent(Edit edit) {
        Path parent = edit.path().getParent();
        return parent == null ? edit.path() : parent;
    }

    /** The names and files after a loss of power; with a random, some unforced changes are kept, in their order. */
    MemoryNames afterPowerLoss(@Nullable RandomGenerator random) {
        Map<Path, Node> names = new TreeMap<>(forced);
        if (random != null) {
            int keepOneIn = 1 + random.nextInt(4);
            pending.stream()
                    .filter(edits -> random.nextInt(keepOneIn) == 0)
                    .forEach(edits -> edits.forEach(edit -> edit.applyTo(names)));
        }
        Map<Path, Node> left = new TreeMap<>();
        names.forEach((path, node) -> {
            // Sorted, so a folder comes before what is in it.
            if (isFolder(left, path.getParent())) {
                left.put(path, node instanceof MemoryFile file ? file.afterPowerLoss(random) : node);
            }
        });
        return new MemoryNames(left);
    }

    private static boolean isFolder(Map<Path, Node> names, @Nullable Path path) {
        return path == null || path.getParent() == null || names.get(path) instanceof Folder;
    }
}
