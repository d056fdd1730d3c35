package dev.lodur.model;

/** A number of bytes, printed as Loki prints sizes: binary units without a fraction where it divides evenly. */
public record ByteSize(long bytes) {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative size: " + bytes);
        }
    }

    @Override
    public String toString() {
        long value = bytes;
        int unit = 0;
        while (unit < UNITS.length - 1 && value >= 1024 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + UNITS[unit];
    }
}
