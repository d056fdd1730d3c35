package dev.lodur.distributor;

import dev.lodur.lokiapi.push.PairBuffer;
import dev.lodur.lokiapi.push.PushVisitor;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.StreamId;
import dev.lodur.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds the batch of one request while its body is decoded: checks each entry, makes its line UTF-8, adds its metadata
 * and copies it once, from the body into the batch. What is refused is remembered and the rest goes on.
 */
final class BatchAssembler implements PushVisitor {
    private static final StreamLabels NO_STREAM =
            new StreamLabels(new byte[0], "", new StreamId(0, 0), 0, null, null, StreamLabels.FOR_EVER, null);

    private final TenantState tenant;
    private final IngestLimits limits;
    private final StreamLabelsCache cache;
    private final EntryValidator validator;
    private BatchWriter batch;
    private final Rejections rejections = new Rejections();
    private final EntryMetadata entryMetadata = new EntryMetadata();
    private final StreamLabelsCache.Key probe = new StreamLabelsCache.Key();
    private final byte[] truncateIdentifier;
    private @Nullable StreamLabelsBuilder labelsBuilder;
    private StreamLabels[] streams = new StreamLabels[16];
    private int[] streamLines = new int[16];
    private long[] streamBytes = new long[16];
    private byte[] lineScratch = new byte[0];

    private StreamLabels stream = NO_STREAM;
    private boolean rejectionListed;
    private int lines;
    private long bytes;
    private long lastPushedNanos;
    private long lastStoredNanos;
    private byte[] lastLine = new byte[0];
    private int lastLineOffset;
    private int lastLineLength = -1;

    private long receivedLines;
    private long receivedLineBytes;
    private long receivedMetadataBytes;

    BatchAssembler(TenantState tenant, StreamLabelsCache cache, long nowNanos) {
        this.tenant = tenant;
        this.limits = tenant.ingest();
        this.cache = cache;
        this.validator = new EntryValidator(limits, nowNanos);
        this.batch = new BatchWriter(tenant.tenant(), 0);
        this.truncateIdentifier = limits.maxLineSizeTruncateIdentifier().getBytes(StandardCharsets.UTF_8);
    }

    /** A batch is usually a third larger than its body: headers of 16 bytes and a level for each entry. */
    @Override
    public void begin(int bodyBytes) {
        batch = new BatchWriter(
                tenant.tenant(), (int) Math.min(bodyBytes + bodyBytes / 3 + 512L, Integer.MAX_VALUE - 64));
    }

    @Override
    public void beginStream(byte[] text, int offset, int length) {
        probe.set(tenant.id(), text, offset, length);
        StreamLabels labels = cache.get(probe);
        if (labels == null) {
            labels = build(text, offset, length);
            cache.put(probe, labels);
        }
        stream = labels;
        rejectionListed = false;
        lines = 0;
        bytes = 0;
        lastLineLength = -1;
        batch.beginStream(labels.packed());
    }

    private StreamLabels build(byte[] text, int offset, int length) {
        if (labelsBuilder == null) {
            labelsBuilder = new StreamLabelsBuilder();
        }
        return labelsBuilder.build(tenant, text, offset, length);
    }

    @Override
    public void entry(long timestampNanos, byte[] line, int offset, int length, PairBuffer metadata) {
        receivedLines++;
        receivedLineBytes += length;
        receivedMetadataBytes += metadata.sizeBytes();
        StreamLabels.Rejection rejection = stream.rejection();
        if (rejection != null) {
            refuseStream(rejection, length + metadata.sizeBytes());
            return;
        }
        byte[] storedLine = line;
        int storedOffset = offset;
        int storedLength = length;
        if (limits.maxLineSizeTruncate() && limits.maxLineSizeBytes() > 0 && length > limits.maxLineSizeBytes()) {
            storedLength = truncate(line, offset);
            storedLine = lineScratch;
            storedOffset = 0;
        }
        DiscardReason reason = validator.check(stream, timestampNanos, storedLength, metadata);
        if (reason != null) {
            refuse(reason, timestampNanos, storedLength, metadata);
            return;
        }
        int end = storedOffset + storedLength;
        if (Utf8.firstInvalid(storedLine, storedOffset, end) != end) {
            storedLength = repair(storedLine, storedOffset, end);
            storedLine = lineScratch;
            storedOffset = 0;
            end = storedLength;
        }
        entryMetadata.make(tenant, stream, metadata, storedLine, storedOffset, end);
        long storedNanos = limits.incrementDuplicateTimestamp()
                ? distinct(timestampNanos, storedLine, storedOffset, storedLength)
                : timestampNanos;
        batch.addEntry(
                storedNanos,
                storedLine,
                storedOffset,
                storedLength,
                entryMetadata.packed(),
                0,
                entryMetadata.packedLength());
        lines++;
        bytes += storedLength + metadata.sizeBytes();
    }

    private int truncate(byte[] line, int offset) {
        int kept = Math.max(0, limits.maxLineSizeBytes() - truncateIdentifier.length);
        byte[] cut = Arrays.copyOf(Arrays.copyOfRange(line, offset, offset + kept), kept + truncateIdentifier.length);
        System.arraycopy(truncateIdentifier, 0, cut, kept, truncateIdentifier.length);
        lineScratch = cut;
        return cut.length;
    }

    private int repair(byte[] line, int offset, int end) {
        byte[] repaired = new byte[3 * (end - offset)];
        int length = Utf8.repair(line, offset, end, repaired, 0);
        lineScratch = repaired;
        return length;
    }

    /** A time that was pushed with the entry before, but with another line, moves behind what that one was stored at. */
    private long distinct(long pushedNanos, byte[] line, int offset, int length) {
        boolean sameTime = lastLineLength >= 0 && pushedNanos == lastPushedNanos;
        boolean sameLine = sameTime
                && Arrays.equals(
                        lastLine, lastLineOffset, lastLineOffset + lastLineLength, line, offset, offset + length);
        long stored = sameTime ? lastStoredNanos + (sameLine ? 0 : 1) : pushedNanos;
        lastPushedNanos = pushedNanos;
        lastStoredNanos = stored;
        lastLine = Arrays.copyOfRange(line, offset, offset + length);
        lastLineOffset = 0;
        lastLineLength = length;
        return stored;
    }

    private void refuse(DiscardReason reason, long timestampNanos, int lineBytes, PairBuffer metadata) {
        rejections.count(reason, 1, lineBytes + (long) metadata.sizeBytes());
        if (rejections.hasRoom()) {
            rejections.addText(validator.text(reason, stream, timestampNanos, lineBytes, metadata));
        } else {
            rejections.addUnlisted();
        }
    }

    private void refuseStream(StreamLabels.Rejection rejection, long entryBytes) {
        rejections.count(rejection.reason(), 1, entryBytes);
        if (!rejectionListed) {
            rejections.addText(rejection.text());
            rejectionListed = true;
        }
    }

    @Override
    public void endStream() {
        int index = batch.streamCount();
        batch.endStream();
        if (batch.streamCount() == index) {
            return;
        }
        if (index == streams.length) {
            streams = Arrays.copyOf(streams, 2 * index);
            streamLines = Arrays.copyOf(streamLines, 2 * index);
            streamBytes = Arrays.copyOf(streamBytes, 2 * index);
        }
        streams[index] = stream;
        streamLines[index] = lines;
        streamBytes[index] = bytes;
    }

    BatchWriter batch() {
        return batch;
    }

    /** The labels of the batch's stream at an index. */
    StreamLabels stream(int index) {
        return streams[index];
    }

    int lines(int index) {
        return streamLines[index];
    }

    /** Bytes of lines and pushed metadata of a stream: what rates count. */
    long bytes(int index) {
        return streamBytes[index];
    }

    Rejections rejections() {
        return rejections;
    }

    long receivedLines() {
        return receivedLines;
    }

    long receivedLineBytes() {
        return receivedLineBytes;
    }

    long receivedMetadataBytes() {
        return receivedMetadataBytes;
    }

    long sanitized() {
        return entryMetadata.sanitized();
    }
}
