package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The object that holds a {@link DayCatalog}: the message DayCatalog of {@code docs/formats/catalog.proto} in the
 * {@link ProtoEnvelope}, so that any Protocol Buffers library reads it.
 *
 * <pre>
 * catalog := version tenant day number entry* retired* removed* unknown* checksum
 * version := field 1, varint       the format's version, 1
 * tenant  := field 2, string
 * day     := field 3, string       yyyy-mm-dd
 * number  := field 4, varint       the catalog's version, one more with every commit
 * entry   := field 5, message      in the order of the commits
 * retired := field 6, message      WAL ranges of entries that are not live any more
 * removed := field 7, message      objects of entries that are not live any more, until they are gone
 * </pre>
 *
 * <p>Compatible change: new fields in the messages DayCatalog and Entry, there only. This version does not understand
 * them but keeps them: they are written back unchanged, behind the fields it knows. Anything else takes a new format
 * version, which this one refuses with {@link ErrorCode#FORMAT_TOO_NEW}. Bytes that are no catalog are
 * {@link ErrorCode#CORRUPT}.
 *
 * <p>Example, the first catalog without entries of tenant {@code fake}:
 *
 * <pre>
 * 08 01                                  format version 1
 * 12 04 66 61 6b 65                      tenant "fake"
 * 1a 0a 32 30 32 36 2d 31 31 2d 32 33    day "2026-11-23"
 * 20 01                                  version 1
 * 7d eb 70 0c c5                         checksum
 * </pre>
 */
public final class DayCatalogFormat {
    private static final int VERSION = 1;

    private DayCatalogFormat() {}

    public static byte[] encode(DayCatalog catalog) {
        ProtoWriter out = ProtoEnvelope.begin(VERSION);
        out.string(2, catalog.tenant().id());
        out.string(3, catalog.day().toString());
        out.varint(4, catalog.version());
        for (CatalogEntry entry : catalog.entries()) {
            out.element(5, CatalogEntryFormat.encode(entry));
        }
        for (WalRange range : catalog.retired()) {
            out.element(6, CatalogEntryFormat.encode(range));
        }
        for (RemovedObject object : catalog.removed()) {
            out.element(7, encode(object));
        }
        out.append(catalog.unknownFields());
        return ProtoEnvelope.finish(out);
    }

    /** Reads a catalog; {@code source} names the object in errors. */
    public static DayCatalog decode(String source, byte[] bytes) {
        StoredFields in = ProtoEnvelope.open(source, bytes, VERSION);
        try {
            return decode(in);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new LodurException(ErrorCode.CORRUPT, source + " holds an impossible value: " + e.getMessage(), e);
        } catch (LodurException e) {
            throw e.code() == ErrorCode.CORRUPT
                    ? e
                    : new LodurException(ErrorCode.CORRUPT, source + " holds an impossible value: " + e.text(), e);
        }
    }

    private static byte[] encode(RemovedObject object) {
        ProtoWriter out = new ProtoWriter();
        out.string(1, object.key());
        out.varint(2, object.removedMillis());
        return out.toByteArray();
    }

    private static RemovedObject decodeRemoved(StoredFields in) {
        String key = "";
        long removedMillis = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.string();
                case 2 -> removedMillis = in.varint();
                default -> {}
            }
        }
        return new RemovedObject(key, removedMillis);
    }

    private static DayCatalog decode(StoredFields in) {
        String tenant = "";
        String day = "";
        long version = 0;
        List<CatalogEntry> entries = new ArrayList<>();
        List<WalRange> retired = new ArrayList<>();
        List<RemovedObject> removed = new ArrayList<>();
        ProtoWriter unknown = new ProtoWriter();
        while (in.next()) {
            switch (in.field()) {
                case 2 -> tenant = in.string();
                case 3 -> day = in.string();
                case 4 -> version = in.varint();
                case 5 -> entries.add(CatalogEntryFormat.decode(in.message()));
                case 6 -> retired.add(CatalogEntryFormat.decodeRange(in.message()));
                case 7 -> removed.add(decodeRemoved(in.message()));
                default -> in.keepUnknown(unknown);
            }
        }
        return new DayCatalog(
                new Tenant(tenant), LocalDate.parse(day), version, entries, retired, removed, unknown.toByteArray());
    }
}
