package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Names one slice: what a generation holds of one tenant and UTC day. The same slice written again, after a crash for
 * example, has the same name, so that it is found rather than stored twice.
 *
 * @param firstWalSequence the first WAL record of the generation, of whatever tenant
 * @param lastWalSequence the last WAL record of the generation, included
 */
public record SliceName(
        GenerationId generation, long firstWalSequence, long lastWalSequence, Tenant tenant, LocalDate day) {
    public SliceName {
        if (firstWalSequence < 0 || lastWalSequence < firstWalSequence) {
            throw new IllegalArgumentException("no wal range: " + firstWalSequence + " to " + lastWalSequence);
        }
    }

    public WalRange walRange() {
        return new WalRange(generation.instance(), generation.bootEpoch(), firstWalSequence, lastWalSequence);
    }

    /**
     * The segment that holds this slice in the bucket.
     *
     * @param attempt 0 for the first upload; later ones, made because the earlier object cannot be relied on, have names
     *     of their own
     */
    public SegmentKey segmentKey(int attempt) {
        String suffix = attempt == 0 ? "" : "-" + attempt;
        return new SegmentKey(tenant, day, 0, baseName() + suffix);
    }

    /** {@code <instance>-<boot epoch>-<first>-<last>}, numbers in hexadecimal: unique within a tenant and day. */
    private String baseName() {
        return generation.instance() + "-" + Long.toHexString(generation.bootEpoch()) + "-"
                + Long.toHexString(firstWalSequence) + "-" + Long.toHexString(lastWalSequence);
    }

    /** The name of this slice's files in a spool, without suffix; the tenant, which may be long, goes in as a hash. */
    String fileName() {
        byte[] id = tenant.id().getBytes(StandardCharsets.UTF_8);
        ETagDigest digest = new ETagDigest();
        digest.update(id, id.length);
        return day + "-" + digest.etag().substring(0, 16) + "-" + baseName();
    }
}
