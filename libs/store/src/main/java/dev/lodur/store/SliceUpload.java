package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Takes one slice from the spool into the bucket: object, commit, and proof of both. Every step can be done again, by
 * this process or a later one, without storing anything twice: the object has the slice's name, and the catalog takes a
 * WAL range once.
 */
final class SliceUpload {
    private static final int ATTEMPTS_MAX = 100;
    private static final int COMPARE_BYTES = 4 << 20;

    private final Spool spool;
    private final ObjectStore store;
    private final CatalogStore catalogs;
    private final ObjectNames names;
    private final Clock clock;
    private final Duration recommitAfter;
    private final ConcurrentHashMap<SliceName, Put> puts = new ConcurrentHashMap<>();

    SliceUpload(
            Spool spool,
            ObjectStore store,
            CatalogStore catalogs,
            ObjectNames names,
            Clock clock,
            Duration recommitAfter) {
        this.spool = spool;
        this.store = store;
        this.catalogs = catalogs;
        this.names = names;
        this.clock = clock;
        this.recommitAfter = recommitAfter;
    }

    /** Returns when the catalog read back has the slice and the object was found; else throws, and is to be repeated. */
    Announcement upload(SpooledSlice slice) {
        SliceName name = slice.name();
        Put put = put(slice);
        CatalogChange.Add change = CatalogChange.Add.of(slice.entry(put.key), put.atMillis + recommitAfter.toMillis());
        DayCatalog catalog = catalogs.commit(name.tenant(), name.day(), change);
        Optional<CatalogEntry> live = catalog.findSlice(name.walRange());
        live.ifPresent(entry -> requireObject(entry, slice));
        return new Announcement(name, catalog.version(), live, clock.millis());
    }

    /** Forgets what is remembered of a slice, which has left the spool. */
    void forget(SpooledSlice slice) {
        puts.remove(slice.name());
    }

    /** Where the slice's object is, put there now or not so long ago. */
    private Put put(SpooledSlice slice) {
        Put earlier = puts.get(slice.name());
        if (earlier != null && isYoung(earlier.atMillis)) {
            return earlier;
        }
        int first = firstAttempt(slice);
        if (first > 0 && isCommitted(slice)) {
            // The catalog takes it once, under whichever name.
            return new Put(names.segment(slice.name().segmentKey(0)), clock.millis());
        }
        for (int attempt = first; attempt < first + ATTEMPTS_MAX; attempt++) {
            String key = names.segment(slice.name().segmentKey(attempt));
            Optional<Put> put = put(slice, key);
            if (put.isPresent()) {
                puts.put(slice.name(), put.get());
                return put.get();
            }
        }
        throw new LodurException(
                ErrorCode.INTERNAL,
                "slice '" + slice.name().fileName() + "' finds " + ATTEMPTS_MAX + " names taken by other objects");
    }

    /**
     * A name is used for one period only, so that none is used again whose object may have been swept: a removal that is
     * still on its way would take the new one.
     */
    private int firstAttempt(SpooledSlice slice) {
        long periods = (clock.millis() - slice.publishedMillis()) / recommitAfter.toMillis();
        return Math.clamp(periods, 0, Integer.MAX_VALUE - ATTEMPTS_MAX);
    }

    /** Nothing when the name is taken by another object, or by one too old to be relied on. */
    private Optional<Put> put(SpooledSlice slice, String key) {
        try {
            long beforeMillis = clock.millis();
            store.put(key, spool.body(slice), PutCondition.IF_ABSENT);
            return Optional.of(new Put(key, beforeMillis));
        } catch (LodurException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            return found(slice, key);
        }
    }

    private Optional<Put> found(SpooledSlice slice, String key) {
        ObjectInfo info = store.head(key);
        boolean reliable = isYoung(info.lastModifiedMillis()) || isCommitted(slice);
        return reliable && isSame(slice, info)
                ? Optional.of(new Put(key, info.lastModifiedMillis()))
                : Optional.empty();
    }

    private boolean isCommitted(SpooledSlice slice) {
        SliceName name = slice.name();
        return catalogs.read(name.tenant(), name.day()).covers(name.walRange());
    }

    private boolean isYoung(long putMillis) {
        return clock.millis() - putMillis < recommitAfter.toMillis();
    }

    private boolean isSame(SpooledSlice slice, ObjectInfo info) {
        return info.sizeBytes() == slice.sizeBytes() && checksum(info) == slice.checksum();
    }

    private int checksum(ObjectInfo info) {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[(int) Math.min(info.sizeBytes(), COMPARE_BYTES)];
        for (long at = 0; at < info.sizeBytes(); at += buffer.length) {
            int length = (int) Math.min(buffer.length, info.sizeBytes() - at);
            store.getRange(info.key(), at, length, buffer, 0);
            crc.update(buffer, 0, length);
        }
        return (int) crc.getValue();
    }

    private void requireObject(CatalogEntry entry, SpooledSlice slice) {
        try {
            long sizeBytes = store.head(entry.key()).sizeBytes();
            if (sizeBytes != entry.sizeBytes()) {
                throw new LodurException(
                        ErrorCode.CORRUPT,
                        "object '" + entry.key() + "' has " + sizeBytes + " bytes, its catalog entry says "
                                + entry.sizeBytes());
            }
        } catch (LodurException e) {
            if (e.code() != ErrorCode.GONE || entry.checksum() != slice.checksum()) {
                throw e;
            }
            // Removed by somebody who is not Lodur, since a sweep fences first; the spool still has it.
            store.put(entry.key(), spool.body(slice), PutCondition.IF_ABSENT);
        }
    }

    private record Put(String key, long atMillis) {}
}
