package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads the messages Entry, Flushed, Compacted and WalRange of {@code docs/formats/catalog.proto}. */
final class CatalogEntryFormat {
    private CatalogEntryFormat() {}

    static byte[] encode(CatalogEntry entry) {
        ProtoWriter out = new ProtoWriter();
        out.string(1, entry.key());
        out.varint(2, entry.sizeBytes());
        out.varint(3, entry.indexOffset());
        out.varint(4, entry.indexLengthBytes());
        out.fixed64(5, entry.minTimestampNanos());
        out.fixed64(6, entry.maxTimestampNanos());
        out.varint(7, entry.rows());
        out.varint(8, entry.lineBytes());
        out.varint(9, entry.level());
        out.fixed32(10, entry.checksum());
        switch (entry.origin()) {
            case Origin.Flushed flushed -> out.element(11, encode(flushed));
            case Origin.Compacted compacted -> out.element(12, encode(compacted));
        }
        out.bytes(13, entry.labelSummary());
        out.string(14, entry.retentionClass());
        out.varint(15, entry.deduplicated() ? 1 : 0);
        out.varint(16, entry.commitTimeMillis());
        out.bytes(17, entry.filterRows());
        out.append(entry.unknownFields());
        return out.toByteArray();
    }

    private static byte[] encode(Origin.Flushed flushed) {
        ProtoWriter out = new ProtoWriter();
        out.string(1, flushed.generation().instance());
        out.varint(2, flushed.generation().bootEpoch());
        out.varint(3, flushed.generation().number());
        out.varint(4, flushed.firstWalSequence());
        out.varint(5, flushed.lastWalSequence());
        return out.toByteArray();
    }

    private static byte[] encode(Origin.Compacted compacted) {
        ProtoWriter out = new ProtoWriter();
        compacted.inputs().forEach(input -> out.string(1, input));
        out.varint(2, compacted.deletesAppliedMillis());
        return out.toByteArray();
    }

    static byte[] encode(WalRange range) {
        ProtoWriter out = new ProtoWriter();
        out.string(1, range.instance());
        out.varint(2, range.bootEpoch());
        out.varint(3, range.firstSequence());
        out.varint(4, range.lastSequence());
        return out.toByteArray();
    }

    static CatalogEntry decode(StoredFields in) {
        String key = "";
        long sizeBytes = 0;
        long indexOffset = 0;
        long indexLengthBytes = 0;
        long minTimestampNanos = 0;
        long maxTimestampNanos = 0;
        long rows = 0;
        long lineBytes = 0;
        int level = 0;
        int checksum = 0;
        Origin origin = null;
        byte[] labelSummary = new byte[0];
        String retentionClass = "";
        boolean deduplicated = false;
        long commitTimeMillis = 0;
        byte[] filterRows = new byte[0];
        ProtoWriter unknown = new ProtoWriter();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.string();
                case 2 -> sizeBytes = in.varint();
                case 3 -> indexOffset = in.varint();
                case 4 -> indexLengthBytes = in.varint();
                case 5 -> minTimestampNanos = in.fixed64();
                case 6 -> maxTimestampNanos = in.fixed64();
                case 7 -> rows = in.varint();
                case 8 -> lineBytes = in.varint();
                case 9 -> level = in.count();
                case 10 -> checksum = in.fixed32();
                case 11 -> origin = decodeFlushed(in.message());
                case 12 -> origin = decodeCompacted(in.message());
                case 13 -> labelSummary = in.bytes();
                case 14 -> retentionClass = in.string();
                case 15 -> deduplicated = in.varint() != 0;
                case 16 -> commitTimeMillis = in.varint();
                case 17 -> filterRows = in.bytes();
                default -> in.keepUnknown(unknown);
            }
        }
        return new CatalogEntry(
                key,
                sizeBytes,
                indexOffset,
                indexLengthBytes,
                minTimestampNanos,
                maxTimestampNanos,
                rows,
                lineBytes,
                level,
                requireOrigin(key, origin),
                labelSummary,
                retentionClass,
                deduplicated,
                commitTimeMillis,
                checksum,
                filterRows,
                unknown.toByteArray());
    }

    private static Origin requireOrigin(String key, @Nullable Origin origin) {
        if (origin == null) {
            throw new LodurException(ErrorCode.CORRUPT, "catalog entry '" + key + "' has no origin");
        }
        return origin;
    }

    private static Origin.Flushed decodeFlushed(StoredFields in) {
        String instance = "";
        long bootEpoch = 0;
        long generation = 0;
        long first = 0;
        long last = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> instance = in.string();
                case 2 -> bootEpoch = in.varint();
                case 3 -> generation = in.varint();
                case 4 -> first = in.varint();
                case 5 -> last = in.varint();
                default -> {}
            }
        }
        return new Origin.Flushed(new GenerationId(instance, bootEpoch, generation), first, last);
    }

    private static Origin.Compacted decodeCompacted(StoredFields in) {
        List<String> inputs = new ArrayList<>();
        long deletesAppliedMillis = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(in.string());
                case 2 -> deletesAppliedMillis = in.varint();
                default -> {}
            }
        }
        return new Origin.Compacted(inputs, deletesAppliedMillis);
    }

    static WalRange decodeRange(StoredFields in) {
        String instance = "";
        long bootEpoch = 0;
        long first = 0;
        long last = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> instance = in.string();
                case 2 -> bootEpoch = in.varint();
                case 3 -> first = in.varint();
                case 4 -> last = in.varint();
                default -> {}
            }
        }
        return new WalRange(instance, bootEpoch, first, last);
    }
}
