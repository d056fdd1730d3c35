package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.AppendFile;
import dev.lodur.model.file.FileLayer;
import dev.lodur.model.file.ReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bucket in a folder: an object is a file whose path is its key, so that other tools read it as it is.
 *
 * <p>A put writes {@code .lodur/tmp/<n>}, forces it, then under the key's lock checks the condition, renames and forces
 * the folder. What a crash left in {@code .lodur/tmp} is removed at open. The ETag is the begin of the bytes' SHA-256;
 * it is remembered for the objects used last and computed anew for others, which reads them once.
 *
 * <p>One process at a time: {@code .lodur/lock} is held from open to close, so that conditions hold by this process's
 * locks alone. Different from S3, a key cannot have an object and be a folder of other keys at the same time: the second
 * put fails with {@link ErrorCode#INVALID_REQUEST}.
 */
public final class FolderObjectStore implements ObjectStore {
    private static final int LOCKS = 64;
    private static final int COPY_BYTES = 64 << 10;

    private final FileLayer files;
    private final Path root;
    private final Path temporaries;
    private final DurableFolders folders;
    private final Closeable lock;
    private final ReentrantLock[] keyLocks = new ReentrantLock[LOCKS];
    private final ETagCache etags = new ETagCache();
    private final AtomicLong nextTemporary = new AtomicLong();
    private final boolean readOnly;
    private volatile boolean closed;

    private FolderObjectStore(FileLayer files, Path root, Path temporaries, Closeable lock, boolean readOnly) {
        this.files = files;
        this.root = root;
        this.temporaries = temporaries;
        this.lock = lock;
        this.readOnly = readOnly;
        this.folders = new DurableFolders(files, root);
        for (int i = 0; i < LOCKS; i++) {
            keyLocks[i] = new ReentrantLock();
        }
    }

    /**
     * Opens the bucket in a folder, which is made where it is missing.
     *
     * @throws LodurException {@link ErrorCode#UNAVAILABLE} when another process has it, {@link ErrorCode#INTERNAL} when
     *     the disk fails
     */
    public static FolderObjectStore open(FileLayer files, Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        Path own = root.resolve(ObjectKeys.RESERVED_PART);
        Path temporaries = own.resolve("tmp");
        try {
            files.createDirectories(temporaries);
            Closeable lock = files.tryLock(own.resolve("lock"));
            if (lock == null) {
                throw new LodurException(
                        ErrorCode.UNAVAILABLE, "the object folder '" + root + "' is in use by another process");
            }
            for (Path leftover : files.list(temporaries)) {
                files.delete(leftover);
            }
            return new FolderObjectStore(files, root, temporaries, lock, false);
        } catch (IOException e) {
            throw StoreFailures.failed("open the object folder", root, e);
        }
    }

    /**
     * Opens the bucket in a folder for reading only, which may be done beside the process that has it: objects are
     * replaced as a whole there too. Puts and deletes are {@link ErrorCode#INVALID_REQUEST}.
     *
     * @throws LodurException {@link ErrorCode#INVALID_REQUEST} when there is no such folder
     */
    public static FolderObjectStore openForReading(FileLayer files, Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            if (!files.isDirectory(root)) {
                throw new LodurException(
                        ErrorCode.INVALID_REQUEST, "there is no object folder '" + root + "': check the configuration");
            }
        } catch (IOException e) {
            throw StoreFailures.failed("open the object folder", root, e);
        }
        Path temporaries = root.resolve(ObjectKeys.RESERVED_PART).resolve("tmp");
        return new FolderObjectStore(files, root, temporaries, () -> {}, true);
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        checkWritable();
        Path target = path(key);
        Path temporary = temporaries.resolve(Long.toString(nextTemporary.incrementAndGet()));
        try {
            ETagDigest digest = write(body, temporary);
            ReentrantLock keyLock = keyLock(key);
            keyLock.lock();
            try {
                return replace(key, target, temporary, digest, condition);
            } finally {
                keyLock.unlock();
            }
        } catch (IOException e) {
            throw StoreFailures.failed("put", key, e);
        } finally {
            discard(temporary);
        }
    }

    private ETagDigest write(ObjectBody body, Path temporary) throws IOException {
        ETagDigest digest = new ETagDigest();
        try (InputStream in = body.open();
                AppendFile out = files.create(temporary)) {
            byte[] buffer = new byte[Math.clamp(body.sizeBytes(), 1, COPY_BYTES)];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, count);
                out.write(buffer, 0, count);
            }
            out.force();
        }
        return digest;
    }

    private ObjectInfo replace(String key, Path target, Path temporary, ETagDigest digest, PutCondition condition)
            throws IOException {
        Path folder = parent(target);
        checkNoObjectAbove(key, folder);
        if (files.isDirectory(target)) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "object key '" + key + "' is a folder of other keys");
        }
        if (!holds(condition, key, target)) {
            throw StoreFailures.conflict(key, condition);
        }
        folders.create(folder);
        etags.forget(key);
        files.rename(temporary, target);
        folders.force(folder);
        String etag = digest.etag();
        etags.remember(key, etag);
        return new ObjectInfo(key, digest.sizeBytes(), etag, files.lastModifiedMillis(target));
    }

    private boolean holds(PutCondition condition, String key, Path target) throws IOException {
        return switch (condition) {
            case PutCondition.Always() -> true;
            case PutCondition.IfAbsent() -> {
                // Whoever is told that the object is there relies on it.
                folders.believe(parent(target));
                yield !files.exists(target);
            }
            case PutCondition.IfMatch(String etag) -> files.exists(target) && etag.equals(etag(key, target));
        };
    }

    private void checkNoObjectAbove(String key, Path folder) throws IOException {
        for (Path above = folder; !above.equals(root); above = parent(above)) {
            if (files.exists(above)) {
                if (!files.isDirectory(above)) {
                    throw new LodurException(
                            ErrorCode.INVALID_REQUEST, "object key '" + key + "' lies below another object");
                }
                return;
            }
        }
    }

    /** A failure here changes nothing for the caller: what stays is removed at the next open. */
    private void discard(Path temporary) {
        try {
            files.delete(temporary);
        } catch (IOException e) {
            System.getLogger(FolderObjectStore.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "cannot remove " + temporary, e);
        }
    }

    @Override
    public StoredObject get(String key) {
        Path file = path(key);
        byte[] bytes;
        try (ReadFile reader = openBelieved(key, file)) {
            bytes = new byte[Math.toIntExact(reader.sizeBytes())];
            reader.read(0, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw StoreFailures.failed("get", key, e);
        }
        ETagDigest digest = new ETagDigest();
        digest.update(bytes, bytes.length);
        return new StoredObject(bytes, digest.etag());
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        Path file = path(key);
        try {
            if (etag.equals(etags.find(key)) && files.exists(file)) {
                folders.believe(parent(file));
                return new ConditionalGet.Unchanged();
            }
            StoredObject object = get(key);
            return object.etag().equals(etag)
                    ? new ConditionalGet.Unchanged()
                    : new ConditionalGet.Changed(object.bytes(), object.etag());
        } catch (LodurException e) {
            if (e.code() == ErrorCode.GONE) {
                return new ConditionalGet.Missing();
            }
            throw e;
        } catch (IOException e) {
            throw StoreFailures.failed("get", key, e);
        }
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        Path file = path(key);
        try (ReadFile reader = openBelieved(key, file)) {
            long sizeBytes = reader.sizeBytes();
            if (offset < 0 || length < 0 || offset > sizeBytes - length) {
                throw StoreFailures.tooShort(key, sizeBytes, offset, length);
            }
            reader.read(offset, into, intoOffset, length);
        } catch (IOException e) {
            throw StoreFailures.failed("get", key, e);
        }
    }

    private ReadFile openBelieved(String key, Path file) throws IOException {
        folders.believe(parent(file));
        try {
            if (!files.exists(file) || files.isDirectory(file)) {
                throw StoreFailures.gone(key);
            }
            return files.open(file);
        } catch (NoSuchFileException e) {
            throw StoreFailures.gone(key);
        }
    }

    @Override
    public ObjectInfo head(String key) {
        Path file = path(key);
        ReentrantLock keyLock = keyLock(key);
        keyLock.lock();
        try (ReadFile reader = openBelieved(key, file)) {
            return new ObjectInfo(key, reader.sizeBytes(), etag(key, file), files.lastModifiedMillis(file));
        } catch (IOException e) {
            throw StoreFailures.failed("head", key, e);
        } finally {
            keyLock.unlock();
        }
    }

    /** The ETag of the object as it is now; the key's lock is held. */
    private String etag(String key, Path file) throws IOException {
        String known = etags.find(key);
        if (known != null) {
            return known;
        }
        ETagDigest digest = new ETagDigest();
        try (InputStream in = new ReadFileStream(files.open(file))) {
            byte[] buffer = new byte[COPY_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, count);
            }
        }
        return digest.etag();
    }

    @Override
    public void delete(String key) {
        checkWritable();
        Path file = path(key);
        ReentrantLock keyLock = keyLock(key);
        keyLock.lock();
        try {
            if (files.exists(file) && !files.isDirectory(file)) {
                etags.forget(key);
                files.delete(file);
                folders.force(parent(file));
            } else {
                folders.believe(parent(file));
            }
        } catch (IOException e) {
            throw StoreFailures.failed("delete", key, e);
        } finally {
            keyLock.unlock();
        }
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        checkOpen();
        try {
            return new FolderListing(files, root, prefix, startAfter).page();
        } catch (IOException e) {
            throw StoreFailures.failed("list", prefix, e);
        }
    }

    /** {@inheritDoc} It is what the disk dates a new file with; opened for reading, this machine's clock. */
    @Override
    public long nowMillis() {
        checkOpen();
        if (readOnly) {
            return System.currentTimeMillis();
        }
        Path temporary = temporaries.resolve(Long.toString(nextTemporary.incrementAndGet()));
        try {
            files.create(temporary).close();
            return files.lastModifiedMillis(temporary);
        } catch (IOException e) {
            throw StoreFailures.failed("ask the clock of", root, e);
        } finally {
            discard(temporary);
        }
    }

    private ReentrantLock keyLock(String key) {
        return keyLocks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    private Path path(String key) {
        checkOpen();
        return root.resolve(ObjectKeys.check(key));
    }

    private void checkWritable() {
        if (readOnly) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST, "the object folder '" + root + "' was opened for reading only");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw StoreFailures.closed(root);
        }
    }

    private static Path parent(Path path) {
        @Nullable Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no folder above " + path);
        }
        return parent;
    }

    @Override
    public void close() {
        closed = true;
        try {
            lock.close();
        } catch (IOException e) {
            throw StoreFailures.failed("close the object folder", root, e);
        }
    }
}
