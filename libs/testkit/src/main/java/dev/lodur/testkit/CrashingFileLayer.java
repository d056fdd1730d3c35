package dev.lodur.testkit;

import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import dev.lodur.testkit.MemoryNames.Folder;
import dev.lodur.testkit.MemoryNames.Node;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that fails on demand and forgets what was not forced: bytes that no {@link AppendFile#force}
 * covers, names whose folder was not forced.
 *
 * <p>Every operation that changes something counts: create, write, force, rename, delete, truncate, one for each folder
 * made or removed, forceDirectory, and tryLock where it makes the file. Faults are set by their numbers, from 1:
 *
 * <ul>
 *   <li>{@link #failAtOperation}: the process dies there; that operation and all later ones, reads too, throw
 *       {@link IOException}. Look at what is left with {@link #afterPowerLoss()} or {@link #afterProcessDeath()}.
 *   <li>{@link #failOnceAtOperation}: that operation alone fails and the process lives.
 *   <li>{@link #failForce}: that force of a file fails and the process lives. Its bytes are lost for good although a later
 *       force succeeds, as on Linux.
 *   <li>{@link #capacityBytes}: the disk is full beyond that.
 * </ul>
 *
 * A write that fails leaves a part of its bytes behind. The root folder always exists; paths are made absolute.
 * Thread-safe.
 */
public final class CrashingFileLayer implements FileLayer {
    private final MemoryNames names;
    private final Clock clock;
    private final Faults faults = new Faults();
    private final Set<Path> locked = new HashSet<>();
    private long capacityBytes = Long.MAX_VALUE;

    public CrashingFileLayer() {
        this(new ManualClock());
    }

    /** The clock gives files their time of last change. */
    public CrashingFileLayer(Clock clock) {
        this(new MemoryNames(), clock);
    }

    private CrashingFileLayer(MemoryNames names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    /** The process dies at the operation with that number, counted from the making of this layer. */
    public synchronized CrashingFileLayer failAtOperation(long operation) {
        faults.crashAt(operation);
        return this;
    }

    public synchronized CrashingFileLayer failOnceAtOperation(long operation) {
        faults.failAt(operation);
        return this;
    }

    /** Forces of folders do not count here. */
    public synchronized CrashingFileLayer failForce(long force) {
        faults.failForceAt(force);
        return this;
    }

    /** Bytes that all files together may have; may be raised again later. */
    public synchronized CrashingFileLayer capacityBytes(long bytes) {
        capacityBytes = bytes;
        return this;
    }

    /** Operations so far, the failed ones included. */
    public synchronized long operations() {
        return faults.operations();
    }

    /** Forces of files so far, the failed ones included. */
    public synchronized long forces() {
        return faults.forces();
    }

    /** Whether the process has died. */
    public synchronized boolean crashed() {
        return faults.dead();
    }

    /** The file system as a new process finds it after a loss of power that kept nothing but what was forced. */
    public synchronized CrashingFileLayer afterPowerLoss() {
        faults.kill();
        return new CrashingFileLayer(names.afterPowerLoss(null), clock);
    }

    /**
     * The file system after a loss of power, of which the disk kept some of what was not forced: some changes of names, a
     * part of a file's tail, sometimes with zeros or garbage in it. The same seed gives the same file system; the layer
     * may be asked again with another.
     */
    public synchronized CrashingFileLayer afterPowerLoss(long seed) {
        faults.kill();
        return new CrashingFileLayer(names.afterPowerLoss(new SplittableRandom(seed)), clock);
    }

    /** The file system as a new process finds it when only the process died: all that was written is there. */
    public synchronized CrashingFileLayer afterProcessDeath() {
        faults.kill();
        return new CrashingFileLayer(names, clock);
    }

    /** The bytes of a file as they are now. */
    public synchronized byte[] content(Path file) throws IOException {
        return file(file).content();
    }

    /** Damages a file on the disk: turns one bit of one byte. */
    public synchronized void flipBit(Path file, int position, int bit) throws IOException {
        file(file).flipBit(position, bit);
    }

    @Override
    public synchronized AppendFile create(Path path) throws IOException {
        faults.operation("create " + path);
        Path file = key(path);
        requireParent(file);
        if (names.get(file) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        MemoryFile node = new MemoryFile();
        names.put(file, node);
        return new MemoryAppendFile(path, node);
    }

    @Override
    public synchronized ReadFile open(Path path) throws IOException {
        faults.alive();
        return new MemoryReadFile(path, file(path));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        faults.operation("rename " + from + " to " + to);
        MemoryFile node = file(from);
        requireParent(key(to));
        if (names.get(key(to)) instanceof Folder) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (!key(from).equals(key(to))) {
            names.rename(key(from), key(to), node);
        }
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        faults.operation("delete " + path);
        Node node = names.get(key(path));
        if (node instanceof Folder) {
            throw new IOException(path + " is a folder");
        }
        if (node != null) {
            names.remove(key(path));
        }
    }

    @Override
    public synchronized void truncate(Path path, long lengthBytes) throws IOException {
        faults.operation("truncate " + path);
        file(path).truncate(Math.toIntExact(lengthBytes), clock.millis());
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        faults.alive();
        Path folder = key(directory);
        Node node = names.get(folder);
        if (node instanceof MemoryFile) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        if (node == null) {
            Path parent = Objects.requireNonNull(folder.getParent());
            createDirectories(parent);
            faults.operation("create folder " + directory);
            names.put(folder, new Folder());
            forceDirectory(parent);
        }
    }

    @Override
    public synchronized void deleteDirectory(Path directory) throws IOException {
        faults.operation("delete folder " + directory);
        Path folder = key(directory);
        Node node = names.get(folder);
        if (node instanceof MemoryFile) {
            throw new IOException(directory + " is a file");
        }
        if (!names.children(folder).isEmpty()) {
            throw new DirectoryNotEmptyException(directory.toString());
        }
        if (node != null) {
            names.remove(folder);
        }
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        faults.operation("force folder " + directory);
        if (!(names.get(key(directory)) instanceof Folder)) {
            throw new NoSuchFileException(directory.toString());
        }
        names.force(key(directory));
    }

    @Override
    public synchronized List<Path> list(Path directory) throws IOException {
        faults.alive();
        return names.children(key(directory)).stream()
                .map(path -> directory.resolve(path.getFileName().toString()))
                .toList();
    }

    @Override
    public synchronized boolean exists(Path path) throws IOException {
        faults.alive();
        return names.get(key(path)) != null;
    }

    @Override
    public synchronized boolean isDirectory(Path path) throws IOException {
        faults.alive();
        return names.get(key(path)) instanceof Folder;
    }

    @Override
    public synchronized long lastModifiedMillis(Path path) throws IOException {
        faults.alive();
        return file(path).lastModifiedMillis();
    }

    @Override
    public synchronized long usableBytes(Path directory) throws IOException {
        faults.alive();
        return Math.max(0, capacityBytes - names.sizeBytes());
    }

    @Override
    public synchronized long totalBytes(Path directory) throws IOException {
        faults.alive();
        return capacityBytes;
    }

    @Override
    public synchronized @Nullable Closeable tryLock(Path path) throws IOException {
        faults.alive();
        Path file = key(path);
        if (names.get(file) == null) {
            create(path).close();
        }
        return locked.add(file) ? () -> unlock(file) : null;
    }

    private synchronized void unlock(Path file) {
        locked.remove(file);
    }

    private MemoryFile file(Path path) throws IOException {
        if (names.get(key(path)) instanceof MemoryFile file) {
            return file;
        }
        throw new NoSuchFileException(path.toString());
    }

    private void requireParent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !(names.get(parent) instanceof Folder)) {
            throw new NoSuchFileException(path.toString());
        }
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private synchronized void write(Path path, MemoryFile file, byte[] bytes, int offset, int length)
            throws IOException {
        long nowMillis = clock.millis();
        // A process that is dead already writes nothing; one that dies in the middle has written some.
        faults.alive();
        try {
            faults.operation("write " + path);
        } catch (IOException e) {
            file.write(bytes, offset, length / 2, nowMillis);
            throw e;
        }
        int fitting = (int) Math.min(length, usableBytes(path));
        file.write(bytes, offset, fitting, nowMillis);
        if (fitting < length) {
            throw new IOException("no space left on device");
        }
    }

    private synchronized void force(Path path, MemoryFile file) throws IOException {
        faults.alive();
        try {
            faults.force("force " + path);
        } catch (IOException e) {
            file.failForce();
            throw e;
        }
        file.force();
    }

    private final class MemoryAppendFile implements AppendFile {
        private final Path path;
        private final MemoryFile file;
        private long sizeBytes;
        private boolean closed;

        MemoryAppendFile(Path path, MemoryFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            requireOpen();
            CrashingFileLayer.this.write(path, file, bytes, offset, length);
            sizeBytes += length;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public void force() throws IOException {
            requireOpen();
            CrashingFileLayer.this.force(path, file);
        }

        @Override
        public void close() {
            closed = true;
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException(path + " is closed");
            }
        }
    }

    private final class MemoryReadFile implements ReadFile {
        private final Path path;
        private final MemoryFile file;

        MemoryReadFile(Path path, MemoryFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long sizeBytes() throws IOException {
            synchronized (CrashingFileLayer.this) {
                faults.alive();
                return file.length();
            }
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) throws IOException {
            synchronized (CrashingFileLayer.this) {
                faults.alive();
                if (position + length > file.length()) {
                    throw new EOFException(path + " ends before byte " + (position + length));
                }
                file.read(Math.toIntExact(position), into, offset, length);
            }
        }

        @Override
        public void close() {}
    }
}
