package dev.lodur.compaction;

import java.time.Duration;

/**
 * When segments are merged.
 *
 * @param ageMin segments whose commit is younger than this are left alone: readers learn of them from ingesters still
 * @param hourlyWait how long flushed segments wait for others, from the commit of the first on
 * @param sparseWait the same where there are fewer than {@code sparseInputs}
 * @param sparseInputs below this a merge of an hour is hardly worth its requests
 * @param inputsMax flushed segments that do not wait any longer; and the most that one merge takes
 * @param hourlyBytesMax stored bytes of flushed segments that do not wait any longer
 * @param dayWait how long after its end a day is merged as a whole
 * @param lateWait how long merged late data waits for more before it goes into its day
 * @param mergeBytesMax stored bytes that one merge takes, unless a single segment has more
 * @param smallBytes daily segments of fewer stored bytes are merged with late data
 */
public record CompactionPolicy(
        Duration ageMin,
        Duration hourlyWait,
        Duration sparseWait,
        int sparseInputs,
        int inputsMax,
        long hourlyBytesMax,
        Duration dayWait,
        Duration lateWait,
        long mergeBytesMax,
        long smallBytes) {
    public static final CompactionPolicy DEFAULT = new CompactionPolicy(
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            4,
            256,
            64L << 20,
            Duration.ofHours(2),
            Duration.ofHours(6),
            1L << 30,
            64L << 20);

    public CompactionPolicy {
        if (inputsMax < 2 || hourlyBytesMax < 1 || mergeBytesMax < 1 || smallBytes < 0) {
            throw new IllegalArgumentException("no bounds of merges: " + inputsMax + " inputs, " + hourlyBytesMax + ", "
                    + mergeBytesMax + " and " + smallBytes + " bytes");
        }
    }

    /** The same with another least age. */
    public CompactionPolicy withAgeMin(Duration newAgeMin) {
        return new CompactionPolicy(
                newAgeMin,
                hourlyWait,
                sparseWait,
                sparseInputs,
                inputsMax,
                hourlyBytesMax,
                dayWait,
                lateWait,
                mergeBytesMax,
                smallBytes);
    }

    /** The same without any waiting but for the least age: all that can be merged is. */
    public CompactionPolicy eager() {
        return new CompactionPolicy(
                ageMin,
                Duration.ZERO,
                Duration.ZERO,
                sparseInputs,
                inputsMax,
                hourlyBytesMax,
                Duration.ofDays(-2),
                Duration.ZERO,
                mergeBytesMax,
                smallBytes);
    }
}
