package dev.lodur.model;

/**
 * The batch: streams with their entries as bytes, one layout from the distributor's decoder over the wire into the
 * ingester's write-ahead log, which appends it unchanged.
 *
 * <pre>
 * batch  := version:u8 tenantLength:u8 tenant streamCount:i32 stream*streamCount
 * stream := labelsLength:i32 entryCount:i32 entriesLength:i32 labels entry*entryCount
 * labels := packed label set ({@link PackedLabels}), {@code labelsLength} bytes
 * entry  := timestampNanos:i64 lineLength:i32 metadataLength:i32 line metadata
 * </pre>
 *
 * Numbers are little endian; {@code metadata} is a packed label set, absent where its length is 0. Lines are valid
 * UTF-8: whoever writes a batch has replaced what was not. There is no checksum here: the log and the transport have
 * theirs. Entries of a stream keep the order of their arrival. A worked example, tenant {@code a}, one stream {@code
 * {x="y"}}, one entry at 1 ns with line {@code hi}:
 *
 * <pre>
 * 01 01 61 01000000                                  version, "a", one stream
 * 0a000000 01000000 12000000                         10 bytes of labels, 1 entry of 18 bytes
 * 0100 0100 01000000 78 79                           one pair, lengths 1 and 1, "x", "y"
 * 0100000000000000 02000000 00000000 6869            1 ns, 2 bytes of line, no metadata, "hi"
 * </pre>
 *
 * {@link BatchWriter} writes it, {@link BatchReader} reads and checks it. A change of layout is a new version byte.
 */
final class BatchFormat {
    static final int VERSION = 1;
    static final int STREAM_HEADER_BYTES = 12;
    static final int ENTRY_HEADER_BYTES = 16;
    static final int LABELS_LENGTH = 0;
    static final int ENTRY_COUNT = LABELS_LENGTH + 4;
    static final int ENTRIES_LENGTH = ENTRY_COUNT + 4;
    static final int TIMESTAMP = 0;
    static final int LINE_LENGTH = TIMESTAMP + 8;
    static final int METADATA_LENGTH = LINE_LENGTH + 4;

    private BatchFormat() {}
}
