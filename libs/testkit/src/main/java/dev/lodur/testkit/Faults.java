package dev.lodur.testkit;

import java.io.IOException;

/** Counts the operations of a {@link CrashingFileLayer}, which guards it, and fails those that it was told to fail. */
final class Faults {
    private static final long NEVER = Long.MAX_VALUE;

    private long operations;
    private long forces;
    private long crashAt = NEVER;
    private long failAt = NEVER;
    private long failForceAt = NEVER;
    private boolean dead;

    void crashAt(long operation) {
        crashAt = operation;
    }

    void failAt(long operation) {
        failAt = operation;
    }

    void failForceAt(long force) {
        failForceAt = force;
    }

    void kill() {
        dead = true;
    }

    boolean dead() {
        return dead;
    }

    long operations() {
        return operations;
    }

    long forces() {
        return forces;
    }

    void alive() throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
    }

    /** Counts one operation that changes something; throws where it is one to fail. */
    void operation(String name) throws IOException {
        alive();
        operations++;
        if (operations == crashAt) {
            dead = true;
            throw new IOException("the process died at operation " + operations + ", " + name);
        }
        if (operations == failAt) {
            throw new IOException("operation " + operations + " fails, " + name);
        }
    }

    void force(String name) throws IOException {
        operation(name);
        forces++;
        if (forces == failForceAt) {
            throw new IOException("force " + forces + " fails, " + name);
        }
    }
}
