package dev.lodur.compaction;

import dev.lodur.model.Tenant;
import java.time.LocalDate;

/**
 * How far a merge is.
 *
 * @param level of what it makes
 * @param bytes of all inputs, as stored
 * @param rowsDone rows of the inputs that are done with; with several retention classes each row comes once a class
 * @param rows of all inputs
 */
public record MergeProgress(Tenant tenant, LocalDate day, int level, int inputs, long bytes, long rowsDone, long rows) {
    /** Takes what is told of a merge. */
    @FunctionalInterface
    public interface Listener {
        void at(MergeProgress progress);
    }
}
