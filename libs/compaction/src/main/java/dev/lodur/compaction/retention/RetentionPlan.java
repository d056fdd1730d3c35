package dev.lodur.compaction.retention;

import dev.lodur.compaction.retention.RetentionAction.Drop;
import dev.lodur.compaction.retention.RetentionAction.Keep;
import dev.lodur.compaction.retention.RetentionAction.Rewrite;
import dev.lodur.model.Tenant;
import dev.lodur.store.DayCatalog;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of the segments of a tenant's day by their age.
 *
 * <p>A segment goes as a whole when all of it is expired. It is rewritten only when all its rows of a period are, so at most
 * once for each period in it, and not with every hour of a day that expires. Segments that were committed just now stay.
 *
 * @param actions one for each segment, in the catalog's order
 */
public record RetentionPlan(Tenant tenant, LocalDate day, List<RetentionAction> actions) {
    public RetentionPlan {
        actions = List.copyOf(actions);
    }

    /**
     * Plans at a moment. An index is asked for only where neither times nor class nor label summary tell enough.
     *
     * @param ageMin how long ago a segment must have been committed to be touched
     * @param nowNanos since 1970
     */
    public static RetentionPlan of(
            DayCatalog catalog, RetentionRules rules, SegmentIndexes indexes, Duration ageMin, long nowNanos) {
        EntryJudge judge = new EntryJudge(rules, indexes, ageMin, nowNanos);
        return new RetentionPlan(
                catalog.tenant(),
                catalog.day(),
                catalog.entries().stream().map(judge::judge).toList());
    }

    /** What goes as a whole. */
    public List<Drop> drops() {
        return actions.stream().flatMap(RetentionPlan::drop).toList();
    }

    /** What is rewritten. */
    public List<Rewrite> rewrites() {
        return actions.stream().flatMap(RetentionPlan::rewrite).toList();
    }

    private static Stream<Drop> drop(RetentionAction action) {
        return switch (action) {
            case Drop drop -> Stream.of(drop);
            case Rewrite _, Keep _ -> Stream.empty();
        };
    }

    private static Stream<Rewrite> rewrite(RetentionAction action) {
        return switch (action) {
            case Rewrite rewrite -> Stream.of(rewrite);
            case Drop _, Keep _ -> Stream.empty();
        };
    }
}
