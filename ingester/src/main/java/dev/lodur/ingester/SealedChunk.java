package dev.lodur.ingester;

import com.github.luben.zstd.Zstd;
import dev.lodur.model.BlockReader;
import dev.lodur.model.BlockWriter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.SegmentPlan;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one stream that are complete, in order and compressed: a block in its wire layout inside one zstd frame.
 *
 * <p>Immutable and thread-safe; lives in memory only, so its layout may change with any version.
 */
record SealedChunk(
        byte[] compressed,
        int blockBytes,
        int rows,
        int lineBytes,
        long minTimestampNanos,
        long maxTimestampNanos,
        @Nullable MetadataKeys metadataKeys)
        implements HeadChunk {
    private static final int COMPRESSION_LEVEL = 1;

    static SealedChunk of(RowBlock block, int lineBytes, long minTimestampNanos, long maxTimestampNanos) {
        byte[] bytes = BlockWriter.write(block);
        byte[] compressed = Zstd.compress(bytes, COMPRESSION_LEVEL);
        return new SealedChunk(
                compressed,
                bytes.length,
                block.rows(),
                lineBytes,
                minTimestampNanos,
                maxTimestampNanos,
                MetadataKeys.of(block.metadata(), block.rows()));
    }

    @Override
    public RowBlock open() {
        byte[] bytes = new byte[blockBytes];
        long length = Zstd.decompress(bytes, compressed);
        if (length != blockBytes) {
            throw new LodurException(ErrorCode.CORRUPT, "a chunk in memory does not decompress to its length");
        }
        return BlockReader.read(bytes);
    }

    @Override
    public void planMetadata(SegmentPlan plan) {
        if (metadataKeys == null) {
            HeadChunk.super.planMetadata(plan);
        } else {
            metadataKeys.addTo(plan);
        }
    }
}
