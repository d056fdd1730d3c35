package dev.lodur.store;

import java.util.List;

/**
 * What an ingester answers for besides its head at one moment: each published slice is in one of the lists at least.
 * One that is in both counts as served.
 *
 * @param served the slices in the spool
 * @param announced the slices committed of late
 */
public record SliceSnapshot(List<SpooledSlice> served, List<Announcement> announced) {
    public SliceSnapshot {
        served = List.copyOf(served);
        announced = List.copyOf(announced);
    }
}
