package dev.lodur.distributor;

import dev.lodur.distributor.StreamLabels.Rejection;
import dev.lodur.lokiapi.push.LabelParser;
import dev.lodur.lokiapi.push.PairBuffer;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes {@link StreamLabels} of a label text: parses, drops empty values, names the service, checks. Not thread-safe. */
final class StreamLabelsBuilder {
    private static final byte[] SERVICE_NAME = ascii("service_name");
    private static final byte[] UNKNOWN_SERVICE = ascii("unknown_service");
    private static final byte[] NONE = new byte[0];

    private final LabelParser parser = new LabelParser();
    private final PairBuffer labels = new PairBuffer();

    StreamLabels build(TenantState tenant, byte[] text, int offset, int length) {
        IngestLimits limits = tenant.ingest();
        labels.clear();
        try {
            parser.parse(text, offset, length, labels);
        } catch (LodurException e) {
            return rejected("", new Rejection(DiscardReason.INVALID_LABELS, e.text()));
        }
        labels.dropEmptyValues();
        discoverServiceName(limits);
        labels.sort();
        Rejection rejection = check(limits);
        if (rejection != null) {
            return rejected(LabelParser.format(labels), rejection);
        }
        byte[] packed = new byte[(int) labels.packedLength()];
        labels.pack(packed, 0);
        StreamId id = StreamId.of(packed, 0, packed.length);
        byte[] level = level(tenant.levelFields());
        byte[] packedLevel = level == null ? null : packedLevel(level);
        return new StreamLabels(
                packed,
                LabelParser.format(labels),
                id,
                id.ringToken(tenant.tenant()),
                level,
                packedLevel,
                tenant.retention().ruleOf(PackedLabels.decode(packed, 0, packed.length)),
                null);
    }

    private static StreamLabels rejected(String text, Rejection rejection) {
        return new StreamLabels(NONE, text, new StreamId(0, 0), 0, null, null, StreamLabels.FOR_EVER, rejection);
    }

    private void discoverServiceName(IngestLimits limits) {
        if (limits.discoverServiceName().isEmpty() || labels.find(SERVICE_NAME) >= 0) {
            return;
        }
        for (String name : limits.discoverServiceName()) {
            int pair = labels.find(name.getBytes(StandardCharsets.UTF_8));
            if (pair >= 0) {
                labels.add(SERVICE_NAME, value(pair));
                return;
            }
        }
        labels.add(SERVICE_NAME, UNKNOWN_SERVICE);
    }

    private @Nullable Rejection check(IngestLimits limits) {
        if (labels.isEmpty()) {
            return new Rejection(DiscardReason.MISSING_LABELS, "error at least one label pair is required per stream");
        }
        int counted = labels.count() - (labels.find(SERVICE_NAME) >= 0 ? 1 : 0);
        if (counted > limits.maxLabelNamesPerSeries()) {
            return new Rejection(
                    DiscardReason.MAX_LABEL_NAMES_PER_SERIES,
                    "entry for stream '" + LabelParser.format(labels) + "' has " + counted + " label names; limit "
                            + limits.maxLabelNamesPerSeries());
        }
        int duplicate = labels.firstDuplicateName();
        for (int pair = 0; pair < labels.count(); pair++) {
            if (labels.nameLength(pair) > limits.maxLabelNameLength()) {
                return refuse(DiscardReason.LABEL_NAME_TOO_LONG, "label name too long", name(pair));
            }
            if (labels.valueLength(pair) > limits.maxLabelValueLength()) {
                return refuse(DiscardReason.LABEL_VALUE_TOO_LONG, "label value too long", value(pair));
            }
            if (pair == duplicate) {
                return refuse(DiscardReason.DUPLICATE_LABEL_NAMES, "duplicate label name", name(pair));
            }
        }
        return null;
    }

    private Rejection refuse(DiscardReason reason, String what, byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return new Rejection(reason, "stream '" + LabelParser.format(labels) + "' has " + what + ": '" + text + "'");
    }

    private byte @Nullable [] level(LevelFields fields) {
        for (int i = 0; i < fields.count(); i++) {
            int pair = labels.find(fields.name(i));
            if (pair >= 0) {
                Level level = Level.ofValue(labels.bytes(), labels.valueOffset(pair), labels.valueLength(pair));
                return level == null ? value(pair) : level.text();
            }
        }
        return null;
    }

    private static byte[] packedLevel(byte[] level) {
        PairBuffer pair = new PairBuffer();
        pair.add(Level.METADATA_NAME_BYTES, level);
        byte[] packed = new byte[(int) pair.packedLength()];
        pair.pack(packed, 0);
        return packed;
    }

    private byte[] name(int pair) {
        int from = labels.nameOffset(pair);
        return Arrays.copyOfRange(labels.bytes(), from, from + labels.nameLength(pair));
    }

    private byte[] value(int pair) {
        int from = labels.valueOffset(pair);
        return Arrays.copyOfRange(labels.bytes(), from, from + labels.valueLength(pair));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
