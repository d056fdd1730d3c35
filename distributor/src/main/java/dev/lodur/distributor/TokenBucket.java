package dev.lodur.distributor;

/**
 * A token bucket: takes are granted whole or not at all. Rate and burst come with each take, because limits change while
 * the process runs. Thread-safe.
 */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private boolean started;
    private double tokens;
    private long atNanos;

    /** Takes an amount if it is there; a new bucket is full. */
    synchronized boolean tryTake(long amount, double ratePerSecond, double burst, long nanoTime) {
        refill(ratePerSecond, burst, nanoTime);
        if (amount > tokens) {
            return false;
        }
        tokens -= amount;
        return true;
    }

    synchronized boolean isFull(double ratePerSecond, double burst, long nanoTime) {
        refill(ratePerSecond, burst, nanoTime);
        return tokens >= burst;
    }

    private void refill(double ratePerSecond, double burst, long nanoTime) {
        double refilled = started ? tokens + (nanoTime - atNanos) / NANOS_PER_SECOND * ratePerSecond : burst;
        started = true;
        tokens = Math.min(burst, refilled);
        atNanos = nanoTime;
    }
}
