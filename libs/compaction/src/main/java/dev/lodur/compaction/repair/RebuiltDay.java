package dev.lodur.compaction.repair;

import dev.lodur.store.DayCatalog;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A day's catalog made again, not written yet.
 *
 * @param present what is there now
 * @param catalog what would be written
 * @param leftOut segments that are in the bucket and not in it
 * @param lost segments that the newest copy names as live, that were not merged as far as one can see, and are not there
 * @param copiedOn the day of the copy that helped
 */
public record RebuiltDay(
        Present present, DayCatalog catalog, List<LeftOut> leftOut, List<String> lost, Optional<LocalDate> copiedOn) {
    /** What is in the place of the catalog. */
    public sealed interface Present {
        /** Nothing. */
        record Missing() implements Present {}

        /** Something that cannot be read. */
        record Unreadable(String tag, String text) implements Present {}

        /** A catalog that can be read. */
        record Healthy(String tag, DayCatalog catalog) implements Present {}
    }

    public RebuiltDay {
        leftOut = List.copyOf(leftOut);
        lost = List.copyOf(lost);
    }
}
