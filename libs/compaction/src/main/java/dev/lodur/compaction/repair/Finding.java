package dev.lodur.compaction.repair;

/**
 * Something that is wrong with a bucket.
 *
 * @param key the object that is concerned
 * @param text what is wrong with it
 */
public record Finding(Kind kind, String key, String text) {
    /** What can be wrong, and what to do about it. */
    public enum Kind {
        CATALOG_UNREADABLE(
                "stop the compactor, keep the object aside, and make the catalog again: lodur rebuild-catalog"),
        CATALOG_MISSING(
                "if there was a catalog, make it again: lodur rebuild-catalog; if these are uploads that never were"
                        + " committed, leave them"),
        ENTRY_WRONG("the catalog was changed by something else than lodur: lodur rebuild-catalog"),
        SEGMENT_MISSING(
                "restore the object, from the bucket's versions or a copy; where there is none its lines are lost, and"
                        + " lodur rebuild-catalog --force takes the entry out so that queries of the day answer again"),
        SEGMENT_SIZE("as for a missing segment: the object is not the one that was committed"),
        SEGMENT_UNREADABLE(
                "restore the object, from the bucket's versions or a copy; where its pages are sound other Parquet"
                        + " engines may still read it"),
        SEGMENT_DISAGREES("the object is not the one that was committed: restore it, or lodur rebuild-catalog --force"),
        CHECKSUM("the object's bytes have changed since it was committed: restore it"),
        ROWS("the segment was written wrongly: keep it, and report what this says"),
        FOOTER("lodur reads the segment, other engines do not: restore it"),
        DELETES_UNREADABLE(
                "restore the object, or the newest sound one of catalog-copies: without it deleted lines are not hidden"),
        COPY_UNREADABLE("nothing now: the next weekly copy replaces it");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** What an operator does, in a sentence without its full stop. */
        public String advice() {
            return advice;
        }
    }
}
