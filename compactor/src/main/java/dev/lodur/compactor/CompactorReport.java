package dev.lodur.compactor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a compactor has last seen and done.
 *
 * @param days sums of the catalogs, by tenant and day
 * @param bucketBytes of all objects, as of the last sweep
 * @param sweep the last one, or null
 * @param sweptMillis when that was, since 1970; 0 for never
 * @param lastSuccessMillis when a round last ended well; 0 for never
 * @param lastFailure why the last round failed; empty where it did not
 */
record CompactorReport(
        List<DaySummary> days,
        long bucketBytes,
        @Nullable SweepResult sweep,
        long sweptMillis,
        long lastSuccessMillis,
        String lastFailure) {
    static final CompactorReport NONE = new CompactorReport(List.of(), 0, null, 0, 0, "");

    CompactorReport {
        days = List.copyOf(days);
    }

    CompactorReport withSweep(SweepResult result, long bytes, long millis) {
        return new CompactorReport(days, bytes, result, millis, lastSuccessMillis, lastFailure);
    }

    CompactorReport withDays(List<DaySummary> newDays) {
        return new CompactorReport(newDays, bucketBytes, sweep, sweptMillis, lastSuccessMillis, lastFailure);
    }

    CompactorReport succeeded(long millis) {
        return new CompactorReport(days, bucketBytes, sweep, sweptMillis, millis, "");
    }

    CompactorReport failed(String reason) {
        return new CompactorReport(days, bucketBytes, sweep, sweptMillis, lastSuccessMillis, reason);
    }
}
