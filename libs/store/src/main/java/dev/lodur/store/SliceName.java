package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one slice: what a generation holds of one tenant and UTC day. The same slice written again, after a crash for
 * example, has the same name, so that it is found rather than stored twice.
 *
 * @param firstWalSequence the first WAL record of the generation, of whatever tenant
 * @param lastWalSequence the last WAL record of the generation, included
 */
public record SliceName(
        GenerationId generation, long firstWalSequence, long lastWalSequence, Tenant tenant, LocalDate day) {
    /** Boot epochs are seconds since 1970 or more; an instance may have dashes of its own. */
    private static final String BASE_NAME = "(.+)-([0-9a-f]{8,16})-([0-9a-f]{1,16})-([0-9a-f]{1,16})";

    private static final Pattern FIRST_ATTEMPT = Pattern.compile(BASE_NAME);
    private static final Pattern LATER_ATTEMPT = Pattern.compile(BASE_NAME + "-[0-9]{1,10}");

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

    /**
     * The slice that a flushed segment's key names; its generation has the number 0, which no key tells.
     *
     * @throws LodurException {@link ErrorCode#INVALID_REQUEST} where the key is not of that form
     */
    public static SliceName ofSegment(SegmentKey key) {
        if (key.level() == 0) {
            for (Pattern pattern : List.of(FIRST_ATTEMPT, LATER_ATTEMPT)) {
                Matcher parts = pattern.matcher(key.name());
                // A later attempt's last number, read as a sequence, lies before the first one.
                if (parts.matches() && number(parts, 3) <= number(parts, 4)) {
                    GenerationId generation = new GenerationId(parts.group(1), number(parts, 2), 0);
                    return new SliceName(generation, number(parts, 3), number(parts, 4), key.tenant(), key.day());
                }
            }
        }
        throw new LodurException(ErrorCode.INVALID_REQUEST, "'" + key.name() + "' names no slice");
    }

    private static long number(Matcher parts, int group) {
        return Long.parseUnsignedLong(parts.group(group), 16) & Long.MAX_VALUE;
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
