package dev.lodur.distributor;

import dev.lodur.compaction.retention.RetentionRule;
import dev.lodur.model.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A stream's labels after parsing, discovery of the service's name and checks: what the cache keeps for a label text.
 *
 * @param packed the packed labels (model's layout), for nobody to change
 * @param text the labels as messages print them
 * @param ringToken the stream's place on the ring
 * @param level the level that a label names, or null
 * @param packedLevel the packed metadata of an entry that has nothing but that level, or null
 * @param retention how long its lines are kept
 * @param rejection why the stream's entries are refused, or null
 */
record StreamLabels(
        byte[] packed,
        String text,
        StreamId id,
        int ringToken,
        byte @Nullable [] level,
        byte @Nullable [] packedLevel,
        RetentionRule retention,
        @Nullable Rejection rejection) {

    /** Keeps lines for ever. */
    static final RetentionRule FOR_EVER = new RetentionRule(RetentionRule.FOR_EVER, "", false);

    /** A reason and the text for the client. */
    record Rejection(DiscardReason reason, String text) {}

    int sizeBytes() {
        return packed.length + 2 * text.length() + 128;
    }
}
