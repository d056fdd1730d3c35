package dev.lodur.distributor;

import dev.lodur.lokiapi.push.LabelNames;
import dev.lodur.lokiapi.push.PairBuffer;
import dev.lodur.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the packed metadata of an entry: legal names, values in UTF-8, none of them empty, of equal names the last, and
 * {@code detected_level}.
 *
 * <p>The level is, in this order: what {@code detected_level} was pushed with; a label that is a level field; such
 * metadata; {@code severity_number}; what the line says. Values that name no known level stay as they are. An entry
 * without metadata of its own gets a shared array and nothing is allocated. Not thread-safe; the result is valid until
 * the next call.
 */
final class EntryMetadata {
    private static final byte[] NONE = new byte[0];
    private static final byte[] SEVERITY_NUMBER = "severity_number".getBytes(StandardCharsets.US_ASCII);

    private final LevelDetector detector = new LevelDetector();
    private final PairBuffer pairs = new PairBuffer();
    private byte[] nameScratch = new byte[128];
    private byte[] valueScratch = new byte[128];
    private byte[] packed = NONE;
    private byte[] ownPacked = new byte[512];
    private int packedLength;
    private long sanitized;

    /** Makes the metadata of a line whose bytes are already UTF-8. */
    void make(TenantState tenant, StreamLabels stream, PairBuffer raw, byte[] line, int offset, int end) {
        boolean discover =
                tenant.ingest().discoverLogLevels() && tenant.ingest().allowStructuredMetadata();
        if (raw.isEmpty()) {
            packed = discover ? onlyLevel(tenant, stream, line, offset, end) : NONE;
            packedLength = packed.length;
            return;
        }
        clean(raw);
        if (discover) {
            addLevel(tenant, stream, line, offset, end);
        }
        pairs.sort();
        pairs.dropDuplicateNames();
        pack();
    }

    private byte[] onlyLevel(TenantState tenant, StreamLabels stream, byte[] line, int offset, int end) {
        byte[] ofLabel = stream.packedLevel();
        return ofLabel != null ? ofLabel : lineLevel(tenant, line, offset, end).packed();
    }

    byte[] packed() {
        return packed;
    }

    int packedLength() {
        return packedLength;
    }

    /** How many names and values had to be cleaned so far. */
    long sanitized() {
        return sanitized;
    }

    private void clean(PairBuffer raw) {
        pairs.clear();
        byte[] bytes = raw.bytes();
        for (int i = 0; i < raw.count(); i++) {
            byte[] name = bytes;
            int nameOffset = raw.nameOffset(i);
            int nameLength = raw.nameLength(i);
            if (!LabelNames.isNormal(bytes, nameOffset, nameLength)) {
                nameLength = normalize(bytes, nameOffset, nameLength);
                name = nameScratch;
                nameOffset = 0;
                sanitized++;
            }
            addValue(name, nameOffset, nameLength, bytes, raw.valueOffset(i), raw.valueLength(i));
        }
        pairs.dropEmptyValues();
    }

    private int normalize(byte[] bytes, int offset, int length) {
        if (nameScratch.length < length + LabelNames.GROWTH_BYTES_MAX) {
            nameScratch = new byte[2 * length + LabelNames.GROWTH_BYTES_MAX];
        }
        return LabelNames.normalize(bytes, offset, length, nameScratch, 0);
    }

    /** Bytes of a value that are not UTF-8 become blanks, as in Loki. */
    private void addValue(byte[] name, int nameOffset, int nameLength, byte[] bytes, int offset, int length) {
        int end = offset + length;
        int invalid = Utf8.firstInvalid(bytes, offset, end);
        if (invalid == end) {
            pairs.add(name, nameOffset, nameLength, bytes, offset, length);
            return;
        }
        if (valueScratch.length < length) {
            valueScratch = new byte[2 * length];
        }
        System.arraycopy(bytes, offset, valueScratch, 0, length);
        for (int at = invalid - offset; at < length; at = Utf8.firstInvalid(valueScratch, at, length)) {
            valueScratch[at] = ' ';
        }
        sanitized++;
        pairs.add(name, nameOffset, nameLength, valueScratch, 0, length);
    }

    private void addLevel(TenantState tenant, StreamLabels stream, byte[] line, int offset, int end) {
        int own = pairs.find(Level.METADATA_NAME_BYTES);
        if (own >= 0) {
            pairs.add(Level.METADATA_NAME_BYTES, levelValue(own));
            return;
        }
        byte[] ofLabel = stream.level();
        pairs.add(Level.METADATA_NAME_BYTES, ofLabel != null ? ofLabel : entryLevel(tenant, line, offset, end));
    }

    private byte[] entryLevel(TenantState tenant, byte[] line, int offset, int end) {
        LevelFields fields = tenant.levelFields();
        for (int i = 0; i < fields.count(); i++) {
            int pair = pairs.find(fields.name(i));
            if (pair >= 0) {
                return levelValue(pair);
            }
        }
        int severity = pairs.find(SEVERITY_NUMBER);
        return severity >= 0
                ? severityLevel(severity).text()
                : lineLevel(tenant, line, offset, end).text();
    }

    private byte[] levelValue(int pair) {
        int from = pairs.valueOffset(pair);
        Level level = Level.ofValue(pairs.bytes(), from, pairs.valueLength(pair));
        return level != null ? level.text() : Arrays.copyOfRange(pairs.bytes(), from, from + pairs.valueLength(pair));
    }

    private Level severityLevel(int pair) {
        String text =
                new String(pairs.bytes(), pairs.valueOffset(pair), pairs.valueLength(pair), StandardCharsets.UTF_8);
        try {
            return Level.ofSeverityNumber(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Level.INFO;
        }
    }

    private Level lineLevel(TenantState tenant, byte[] line, int offset, int end) {
        return detector.find(
                line, offset, end, tenant.levelFields(), tenant.ingest().logLevelFromJsonMaxDepth());
    }

    private void pack() {
        packed = ownPacked;
        packedLength = 0;
        if (!pairs.isEmpty()) {
            long length = pairs.packedLength();
            if (length > ownPacked.length) {
                ownPacked = new byte[(int) Math.min(Integer.MAX_VALUE - 64L, 2 * length)];
                packed = ownPacked;
            }
            packedLength = pairs.pack(ownPacked, 0);
        }
    }
}
