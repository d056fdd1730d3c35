package dev.lodur.model.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file layer of the machine's own disk, by way of {@link FileChannel}. */
public final class DiskFileLayer implements FileLayer {
    @Override
    public AppendFile create(Path file) throws IOException {
        Files.createFile(file);
        return new StreamAppendFile(new FileOutputStream(file.toFile(), true));
    }

    @Override
    public ReadFile open(Path file) throws IOException {
        return new ChannelReadFile(FileChannel.open(file, StandardOpenOption.READ), file);
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
    public @Nullable Closeable tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another holder of this process: as good as held by another process.
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : channel;
    }

    /** A stream and not a channel: an interrupted thread would close a channel for all that share the file. */
    private static final class StreamAppendFile implements AppendFile {
        private final FileOutputStream stream;
        private long sizeBytes;

        StreamAppendFile(FileOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stream.write(bytes, offset, length);
            sizeBytes += length;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public void force() throws IOException {
            stream.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private static final class ChannelReadFile implements ReadFile {
        private final FileChannel channel;
        private final Path file;

        ChannelReadFile(FileChannel channel, Path file) {
            this.channel = channel;
            this.file = file;
        }

        @Override
        public long sizeBytes() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, position + (buffer.position() - offset));
                if (count < 0) {
                    throw new EOFException(file + " ends before byte " + (position + length));
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
