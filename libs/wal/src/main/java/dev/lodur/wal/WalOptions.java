package dev.lodur.wal;

/**
 * How a {@link Wal} works.
 *
 * @param intervalMillis time between two forces with {@link WalSync#INTERVAL}, at least 1
 * @param fileSizeBytesMax size beyond which no further record goes into a file; a larger record has a file of its own
 * @param recordBytesMax largest record that is accepted; replay reads any
 * @param cutRollBytesMin size from which a cut that covers the open file wholly goes on in a new one, so that it can be
 *     removed
 * @param diskFullThreshold share of the disk from which on nothing is appended; 0 for never
 */
public record WalOptions(
        WalSync sync,
        long intervalMillis,
        long fileSizeBytesMax,
        int recordBytesMax,
        long cutRollBytesMin,
        double diskFullThreshold) {
    private static final long FILE_SIZE_BYTES_MAX = 128L << 20;
    private static final int RECORD_BYTES_MAX = 256 << 20;
    private static final long CUT_ROLL_BYTES_MIN = 1L << 20;

    public WalOptions {
        requirePositive("intervalMillis", intervalMillis);
        requirePositive("fileSizeBytesMax", fileSizeBytesMax);
        requirePositive("recordBytesMax", recordBytesMax);
        requirePositive("cutRollBytesMin", cutRollBytesMin);
        if (diskFullThreshold < 0 || diskFullThreshold > 1) {
            throw new IllegalArgumentException("diskFullThreshold must be from 0 to 1, is " + diskFullThreshold);
        }
    }

    /** Forced before acknowledged, files of 128 MiB, records of up to 256 MiB. */
    public static WalOptions defaults() {
        return new WalOptions(WalSync.ALWAYS, 1_000, FILE_SIZE_BYTES_MAX, RECORD_BYTES_MAX, CUT_ROLL_BYTES_MIN, 0);
    }

    public WalOptions withSync(WalSync newSync, long newIntervalMillis) {
        return new WalOptions(
                newSync, newIntervalMillis, fileSizeBytesMax, recordBytesMax, cutRollBytesMin, diskFullThreshold);
    }

    public WalOptions withFileSizeBytesMax(long newFileSizeBytesMax) {
        return new WalOptions(
                sync, intervalMillis, newFileSizeBytesMax, recordBytesMax, cutRollBytesMin, diskFullThreshold);
    }

    public WalOptions withRecordBytesMax(int newRecordBytesMax) {
        return new WalOptions(
                sync, intervalMillis, fileSizeBytesMax, newRecordBytesMax, cutRollBytesMin, diskFullThreshold);
    }

    public WalOptions withCutRollBytesMin(long newCutRollBytesMin) {
        return new WalOptions(
                sync, intervalMillis, fileSizeBytesMax, recordBytesMax, newCutRollBytesMin, diskFullThreshold);
    }

    public WalOptions withDiskFullThreshold(double newDiskFullThreshold) {
        return new WalOptions(
                sync, intervalMillis, fileSizeBytesMax, recordBytesMax, cutRollBytesMin, newDiskFullThreshold);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, is " + value);
        }
    }
}
