package dev.lodur.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When slices are uploaded.
 *
 * @param pastDayWait how long slices of days before today may wait for others of their day
 * @param pastDayBytes when so many bytes of one tenant and past day wait, they go at once
 * @param announceFor how long committed slices are announced to readers
 * @param recommitAfter an object that is older than this and not committed is not relied on, because objects without an
 *     entry are swept some time; the slice is uploaded again under another key
 * @param parallelUploads uploads at a time
 */
public record UploadPolicy(
        Duration pastDayWait, long pastDayBytes, Duration announceFor, Duration recommitAfter, int parallelUploads) {
    public static final UploadPolicy DEFAULT =
            new UploadPolicy(Duration.ofHours(1), 8 << 20, Duration.ofMinutes(10), Duration.ofHours(1), 4);

    /** The slices that are to be uploaded now; today is a UTC day. */
    List<SpooledSlice> due(List<SpooledSlice> slices, LocalDate today, long nowMillis) {
        Map<String, Waiting> pastDays = new HashMap<>();
        for (SpooledSlice slice : slices) {
            pastDays.merge(dayKey(slice), Waiting.of(slice), Waiting::with);
        }
        List<SpooledSlice> due = new ArrayList<>();
        for (SpooledSlice slice : slices) {
            if (!slice.name().day().isBefore(today)
                    || isDue(pastDays.getOrDefault(dayKey(slice), Waiting.of(slice)), nowMillis)) {
                due.add(slice);
            }
        }
        return due;
    }

    private boolean isDue(Waiting waiting, long nowMillis) {
        return waiting.bytes >= pastDayBytes || nowMillis - waiting.sinceMillis >= pastDayWait.toMillis();
    }

    private static String dayKey(SpooledSlice slice) {
        return slice.name().tenant() + "/" + slice.name().day();
    }

    /** What waits of one tenant and day. */
    private record Waiting(long bytes, long sinceMillis) {
        static Waiting of(SpooledSlice slice) {
            return new Waiting(slice.sizeBytes(), slice.publishedMillis());
        }

        Waiting with(Waiting other) {
            return new Waiting(bytes + other.bytes, Math.min(sinceMillis, other.sinceMillis));
        }
    }
}
