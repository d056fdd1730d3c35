package dev.lodur.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads that services share.
 *
 * @param blocking for whatever may block: virtual, one for each task
 * @param scheduler one thread that starts what comes again, and does none of it itself
 */
public record Threads(ExecutorService blocking, ScheduledExecutorService scheduler) {}
