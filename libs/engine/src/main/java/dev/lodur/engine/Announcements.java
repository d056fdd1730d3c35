package dev.lodur.engine;

import java.util.List;
import java.util.Set;

/**
 * What an ingester says about the border between itself and the bucket, so that no row is read from both or from neither.
 *
 * @param instance the ingester
 * @param bootEpoch of the ingester's start: what it announced before an earlier end is not announced again
 * @param served slices whose rows are in this reply, or would be if they matched: their segments are left out
 * @param committed segments committed in the last ten minutes: the reader adds those its catalog does not know
 */
public record Announcements(
        String instance, long bootEpoch, Set<ServedSlice> served, List<AnnouncedSegment> committed) {
    public Announcements {
        served = Set.copyOf(served);
        committed = List.copyOf(committed);
    }
}
