package dev.lodur.compaction.retention;

/**
 * Why something goes.
 *
 * @param text the rule or the limit, for people
 */
public record RetentionReason(Kind kind, String text) {
    /** What kind of rule it is. */
    public enum Kind {
        PERIOD("retention_period"),
        STREAM("retention_stream"),
        TENANT_BYTES("tenant_retention_bytes"),
        BUCKET_BYTES("bucket_retention_bytes");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** How metrics call it. */
        public String label() {
            return label;
        }
    }
}
