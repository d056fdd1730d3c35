package dev.lodur.s3;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How an {@link S3Server} misbehaves: by a script for each method, of which each request takes the next fault, and in
 * ways that last until they are ended. Thread-safe.
 */
public final class S3Faults {
    private final Map<String, Queue<S3Fault>> scripts = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile boolean ignoringConditions;
    private volatile Duration clockSkew = Duration.ZERO;

    S3Faults() {}

    /**
     * Appends to the script of a method.
     *
     * @param method of HTTP, like {@code PUT}; a listing is a {@code GET}
     */
    public void script(String method, S3Fault... faults) {
        Queue<S3Fault> script = scripts.computeIfAbsent(method, ignored -> new ArrayDeque<>());
        synchronized (script) {
            script.addAll(List.of(faults));
        }
    }

    /** Forgets what is left of all scripts. */
    public void endScripts() {
        scripts.clear();
    }

    S3Fault next(String method) {
        Queue<S3Fault> script = scripts.getOrDefault(method, new ArrayDeque<>());
        synchronized (script) {
            S3Fault fault = script.poll();
            return fault == null ? new S3Fault.None() : fault;
        }
    }

    /** While it is away, every connection is cut before anything is read from it. */
    public void setAway(boolean newAway) {
        away = newAway;
    }

    boolean isAway() {
        return away;
    }

    /** Whether puts happen whatever their condition is, as with some stores. */
    public void setIgnoringConditions(boolean newIgnoring) {
        ignoringConditions = newIgnoring;
    }

    boolean isIgnoringConditions() {
        return ignoringConditions;
    }

    /** How far the server's clock is ahead, as its answers and its objects show it. */
    public void setClockSkew(Duration ahead) {
        clockSkew = ahead;
    }

    Duration clockSkew() {
        return clockSkew;
    }
}
