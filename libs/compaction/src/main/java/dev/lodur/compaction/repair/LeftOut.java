package dev.lodur.compaction.repair;

/**
 * A segment that is in the bucket and that a rebuilt catalog does not name.
 *
 * @param reason why
 * @param isUnreadable whether that is not as it should be: its lines would be answered if it could be read
 */
public record LeftOut(String key, String reason, boolean isUnreadable) {}
