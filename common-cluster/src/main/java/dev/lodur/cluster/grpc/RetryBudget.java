package dev.lodur.cluster.grpc;

/**
 * How many calls may be tried again: a retry costs one, a success gives back a part of one. Where most calls fail there
 * are soon no retries left, so that those who are down already are not asked twice as often. Thread-safe.
 */
final class RetryBudget {
    private static final double TOKENS_MAX = 10;
    private static final double TOKENS_PER_SUCCESS = 0.1;

    private double tokens = TOKENS_MAX;

    synchronized void succeeded() {
        tokens = Math.min(TOKENS_MAX, tokens + TOKENS_PER_SUCCESS);
    }

    synchronized boolean tryRetry() {
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
