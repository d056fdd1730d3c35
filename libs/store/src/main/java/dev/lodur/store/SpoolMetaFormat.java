package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The small file beside each segment in the spool, from which a restart knows the slice: the message SpoolMeta of
 * {@code docs/formats/catalog.proto} in the {@link ProtoEnvelope}.
 *
 * <pre>
 * meta        := version tenant day published entry provisional checksum
 * version     := field 1, varint      1
 * tenant      := field 2, string
 * day         := field 3, string      yyyy-mm-dd
 * published   := field 4, varint      milliseconds since 1970
 * entry       := field 5, message     as in {@link DayCatalogFormat}, flushed, with an empty key
 * provisional := field 6, varint      1 where the slice is not to outlive the process
 * </pre>
 */
final class SpoolMetaFormat {
    private static final int VERSION = 1;

    private SpoolMetaFormat() {}

    static byte[] encode(SpooledSlice slice) {
        ProtoWriter out = ProtoEnvelope.begin(VERSION);
        out.string(2, slice.name().tenant().id());
        out.string(3, slice.name().day().toString());
        out.varint(4, slice.publishedMillis());
        out.element(5, CatalogEntryFormat.encode(slice.entry("")));
        out.varint(6, slice.provisional() ? 1 : 0);
        return ProtoEnvelope.finish(out);
    }

    static SpooledSlice decode(String source, byte[] bytes) {
        StoredFields in = ProtoEnvelope.open(source, bytes, VERSION);
        try {
            return decode(source, in);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw corrupt(source, String.valueOf(e.getMessage()), e);
        } catch (LodurException e) {
            throw e.code() == ErrorCode.CORRUPT ? e : corrupt(source, e.text(), e);
        }
    }

    private static SpooledSlice decode(String source, StoredFields in) {
        String tenant = "";
        String day = "";
        long publishedMillis = 0;
        CatalogEntry entry = null;
        boolean provisional = false;
        while (in.next()) {
            switch (in.field()) {
                case 2 -> tenant = in.string();
                case 3 -> day = in.string();
                case 4 -> publishedMillis = in.varint();
                case 5 -> entry = CatalogEntryFormat.decode(in.message());
                case 6 -> provisional = in.varint() != 0;
                default -> {}
            }
        }
        return slice(source, new Tenant(tenant), LocalDate.parse(day), publishedMillis, entry, provisional);
    }

    private static SpooledSlice slice(
            String source,
            Tenant tenant,
            LocalDate day,
            long publishedMillis,
            @Nullable CatalogEntry entry,
            boolean provisional) {
        if (entry == null || !(entry.origin() instanceof Origin.Flushed flushed)) {
            throw corrupt(source, "no flushed segment", null);
        }
        SliceName name =
                new SliceName(flushed.generation(), flushed.firstWalSequence(), flushed.lastWalSequence(), tenant, day);
        SliceSummary summary = new SliceSummary(
                entry.indexOffset(),
                entry.indexLengthBytes(),
                entry.minTimestampNanos(),
                entry.maxTimestampNanos(),
                entry.rows(),
                entry.lineBytes(),
                entry.labelSummary(),
                entry.retentionClass(),
                entry.deduplicated());
        return new SpooledSlice(name, summary, entry.sizeBytes(), entry.checksum(), publishedMillis, provisional);
    }

    private static LodurException corrupt(String source, String what, @Nullable Throwable cause) {
        return new LodurException(ErrorCode.CORRUPT, source + " holds an impossible value: " + what, cause);
    }
}
