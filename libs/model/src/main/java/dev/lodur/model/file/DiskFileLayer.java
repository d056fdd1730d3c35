package dev.lodur.model.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file layer of the machine's own disk.
 *
 * <p>Files are read and written through streams and {@link RandomAccessFile}, not through channels: an interrupt closes a
 * channel for everybody who uses it, and queries are cancelled by interrupts.
 */
public final class DiskFileLayer implements FileLayer {
    /** Files that this process has locked. */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    @Override
    public AppendFile create(Path file) throws IOException {
        Files.createFile(file);
        return new StreamAppendFile(new FileOutputStream(file.toFile()));
    }

    @Override
    public ReadFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new SharedReadFile(new RandomAccessFile(file.toFile(), "r"), file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void truncate(Path file, long lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(lengthBytes);
            channel.force(true);
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        // createDirectories, unlike createDirectory, does not fail where another thread was faster.
        Files.createDirectories(directory);
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    @Override
    public void deleteDirectory(Path directory) throws IOException {
        Files.deleteIfExists(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public long lastModifiedMillis(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getTotalSpace();
    }

    @Override
    public @Nullable Closeable tryLock(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        // Asked first, because closing any channel of a file gives back the locks that this process has on it.
        if (!LOCKED.add(path)) {
            return null;
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                LOCKED.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
        FileChannel held = channel;
        return lock == null
                ? null
                : () -> {
                    held.close();
                    LOCKED.remove(path);
                };
    }

    private static final class StreamAppendFile implements AppendFile {
        private final FileOutputStream out;
        private long sizeBytes;

        StreamAppendFile(FileOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sizeBytes += length;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public void force() throws IOException {
            out.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class SharedReadFile implements ReadFile {
        private final RandomAccessFile in;
        private final Path file;

        SharedReadFile(RandomAccessFile in, Path file) {
            this.in = in;
            this.file = file;
        }

        @Override
        public long sizeBytes() throws IOException {
            return in.length();
        }

        @Override
        public synchronized void read(long position, byte[] into, int offset, int length) throws IOException {
            in.seek(position);
            try {
                in.readFully(into, offset, length);
            } catch (EOFException e) {
                EOFException named = new EOFException(file + " ends before byte " + (position + length));
                named.initCause(e);
                throw named;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
