package dev.lodur.store;

/**
 * A range of an instance's WAL records, both ends included. Sequences rise over the life of an instance's folder; a
 * folder that was lost and made anew counts from the beginning, which only the later boot epoch tells apart.
 *
 * @param bootEpoch of the process that wrote the slice, see {@link GenerationId}
 */
public record WalRange(String instance, long bootEpoch, long firstSequence, long lastSequence) {
    public WalRange {
        GenerationId.checkInstance(instance);
        if (bootEpoch < 0 || firstSequence < 0 || lastSequence < firstSequence) {
            throw new IllegalArgumentException(
                    "no wal range: epoch " + bootEpoch + ", " + firstSequence + " to " + lastSequence);
        }
    }

    boolean sameLog(WalRange other) {
        return instance.equals(other.instance) && bootEpoch == other.bootEpoch;
    }
}
