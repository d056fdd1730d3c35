package dev.lodur.engine.metric;

/**
 * The windows (t - range - offset, t - offset] of all steps t, cut into <em>panes</em>: times between two neighbouring
 * borders of windows. Every window is a row of whole panes, so that samples are put into panes once, however many windows
 * overlap.
 *
 * <p>With {@code opened} windows that begin before a time and {@code closed} that end before it, the time lies in pane
 * {@code opened + closed - 1}: both only grow, so panes count up with time, and there are at most two for each step.
 *
 * @param steps the instants
 * @param rangeNanos the length of each window, at least 0
 * @param offsetNanos how far windows lie back
 */
public record Windows(Steps steps, long rangeNanos, long offsetNanos) {
    /** The number of panes. */
    public int panes() {
        return 2 * steps.count() - 1;
    }

    /** The pane that a time lies in, or -1 where no window has it. */
    public int pane(long nanos) {
        int closed = closed(nanos);
        int opened = opened(nanos);
        return opened > closed ? opened + closed - 1 : -1;
    }

    /** Whether no window begins or ends between two times, so that whatever lies there is in the same windows. */
    public boolean isUndivided(long firstNanos, long lastNanos) {
        return closed(firstNanos) == closed(lastNanos) && opened(firstNanos) == opened(lastNanos);
    }

    private int closed(long nanos) {
        return steps.firstAtOrAfter(nanos + offsetNanos);
    }

    private int opened(long nanos) {
        return steps.firstAtOrAfter(nanos + offsetNanos + rangeNanos);
    }

    /** The first pane of the window of a step. */
    int firstPane(int step) {
        long start = steps.nanos(step) - rangeNanos;
        // Just behind the start of this window it is open itself, and so are all before it.
        return step + steps.firstAtOrAfter(start + 1);
    }

    /** The last pane of the window of a step; before the first one where the window is empty. */
    int lastPane(int step) {
        long end = steps.nanos(step);
        return steps.firstAtOrAfter(end + rangeNanos) + step - 1;
    }

    /** The first time that any window has. */
    public long firstNanos() {
        return steps.firstNanos() - offsetNanos - rangeNanos + 1;
    }

    /** The last time that any window has. */
    public long lastNanos() {
        return steps.lastNanos() - offsetNanos;
    }
}
