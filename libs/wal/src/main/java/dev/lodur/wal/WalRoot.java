package dev.lodur.wal;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an instance, {@code <volume>/<instance>/}, held under an exclusive lock until it is closed.
 *
 * <p>It has a file {@code lock}, a file {@code epoch} ({@link #bootEpoch}), and the folders of those who keep something
 * in it, such as {@link #walFolder()}.
 */
public final class WalRoot implements Closeable {
    static final String LOCK = "lock";
    static final String WAL = "wal";
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final FileLayer files;
    private final Path volume;
    private final String instance;
    private final long bootEpoch;
    private final Closeable lock;

    private WalRoot(FileLayer files, Path volume, String instance, long bootEpoch, Closeable lock) {
        this.files = files;
        this.volume = volume;
        this.instance = instance;
        this.bootEpoch = bootEpoch;
        this.lock = lock;
    }

    /**
     * Locks the folder of an instance, which is made where it is missing, and takes its next boot epoch.
     *
     * @param instance 1 to 128 letters, digits, {@code _}, {@code -} and {@code .}, the last not in front
     * @throws LodurException {@code UNAVAILABLE} where another process has the folder, {@code CORRUPT} where its epoch is
     *     damaged
     */
    public static WalRoot open(FileLayer files, Path volume, String instance, Clock clock) throws IOException {
        requireInstance(instance);
        Path folder = volume.resolve(instance);
        files.createDirectories(folder);
        forceNames(files, volume);
        Closeable lock = lock(files, folder);
        if (lock == null) {
            throw new LodurException(
                    ErrorCode.UNAVAILABLE,
                    "folder " + folder + " is locked by another process: stop it or choose another instance id");
        }
        try {
            long bootEpoch = BootEpoch.next(files, folder, clock.instant().getEpochSecond());
            return new WalRoot(files, volume, instance, bootEpoch, lock);
        } catch (IOException | RuntimeException e) {
            closeAfter(lock, e);
            throw e;
        }
    }

    /** The first instance by name whose folder on a volume no process has at this moment. */
    public static Optional<String> vacant(FileLayer files, Path volume) throws IOException {
        for (Path folder : files.list(volume)) {
            String name = String.valueOf(folder.getFileName());
            if (INSTANCE.matcher(name).matches() && files.exists(folder.resolve(LOCK)) && isVacant(files, folder)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static boolean isVacant(FileLayer files, Path folder) throws IOException {
        try (Closeable lock = lock(files, folder)) {
            return lock != null;
        }
    }

    /** A process that died, or failed, between making and forcing leaves names that are there and not forced. */
    private static void forceNames(FileLayer files, Path volume) throws IOException {
        Path above = volume.toAbsolutePath().getParent();
        if (above != null && files.isDirectory(above)) {
            files.forceDirectory(above);
        }
        files.forceDirectory(volume);
    }

    private static void requireInstance(String instance) {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "instance id '" + instance
                            + "' must be 1 to 128 letters, digits, '_', '-' and '.', not beginning with '.'");
        }
    }

    /** Locks a folder; null where another has it, or had it and removed it in this moment. */
    static @Nullable Closeable lock(FileLayer files, Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        Closeable lock = files.tryLock(file);
        if (lock != null && !files.exists(file)) {
            lock.close();
            return null;
        }
        return lock;
    }

    private static void closeAfter(Closeable lock, Exception cause) {
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    public String instance() {
        return instance;
    }

    /** The number of this start, higher than that of every earlier one of this instance. */
    public long bootEpoch() {
        return bootEpoch;
    }

    public Path folder() {
        return volume.resolve(instance);
    }

    /** Where the files of the {@link Wal} are; the log makes it. */
    public Path walFolder() {
        return folder().resolve(WAL);
    }

    /**
     * Locks every other folder of the volume that an instance has left behind, sorted by instance. The caller replays each,
     * brings its records elsewhere, removes it and closes it.
     */
    public List<SiblingRoot> adoptSiblings() throws IOException {
        List<SiblingRoot> siblings = new ArrayList<>();
        try {
            for (Path folder : files.list(volume)) {
                if (isSibling(folder)) {
                    adopt(folder, siblings);
                }
            }
            return siblings;
        } catch (IOException e) {
            siblings.forEach(sibling -> closeAfter(sibling, e));
            throw e;
        }
    }

    private boolean isSibling(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        return !name.equals(instance) && INSTANCE.matcher(name).matches() && files.exists(folder.resolve(LOCK));
    }

    private void adopt(Path folder, List<SiblingRoot> into) throws IOException {
        Closeable siblingLock = lock(files, folder);
        if (siblingLock != null) {
            into.add(new SiblingRoot(files, folder, siblingLock));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
