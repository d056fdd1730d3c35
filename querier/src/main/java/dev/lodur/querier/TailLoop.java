package dev.lodur.querier;

import dev.lodur.engine.SelectedRow;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The work of one tail: reads from the ingesters first, then the history, and hands on what either brings. Runs once, on a
 * thread that may block; interrupting it ends it.
 */
final class TailLoop {
    private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);
    /** Of what an ingester took while it was not followed. */
    private static final int GAP_ROWS_MAX = 5000;

    /**
     * What a tail is told.
     *
     * @param startNanos where the history begins
     * @param limit rows of the history
     * @param durationMax how long the tail may stay open
     */
    record Settings(long startNanos, int limit, Duration durationMax, TailFormat format) {}

    private final Settings settings;
    private final TailFollower follower;
    private final TailHistory history;
    private final TailBuffer buffer;
    private final LongSupplier nanoClock;
    private long floorNanos;

    TailLoop(Settings settings, TailFollower follower, TailHistory history, TailBuffer buffer, LongSupplier nanoClock) {
        this.settings = settings;
        this.follower = follower;
        this.history = history;
        this.buffer = buffer;
        this.nanoClock = nanoClock;
        this.floorNanos = settings.startNanos();
    }

    /** Runs until the time is over. */
    TailEnd run(TailClient client) throws InterruptedException {
        try (follower) {
            long endNanos = nanoClock.getAsLong() + settings.durationMax().toNanos();
            begin();
            long lookNanos = nanoClock.getAsLong();
            Duration left = left(endNanos);
            while (left.isPositive()) {
                if (nanoClock.getAsLong() - lookNanos >= LOOK_PERIOD.toNanos()) {
                    lookNanos = nanoClock.getAsLong();
                    follower.look();
                }
                fillGap();
                if (!step(client, left)) {
                    break;
                }
                left = left(endNanos);
            }
            return TailEnd.TOO_LONG;
        }
    }

    private Duration left(long endNanos) {
        return Duration.ofNanos(endNanos - nanoClock.getAsLong());
    }

    private void begin() throws InterruptedException {
        follower.look();
        follower.awaitAnswers();
        // Who has answered by now is asked for its history behind that.
        OptionalLong _ = follower.takeGap();
        List<SelectedRow> rows = history.newest(settings.startNanos(), settings.limit());
        if (rows.size() >= settings.limit()) {
            floorNanos =
                    rows.stream().mapToLong(SelectedRow::timestampNanos).min().orElse(floorNanos);
        }
        buffer.stored(rows);
    }

    /** Reads what an ingester may have taken before it was followed, as far back as rows are recognised. */
    private void fillGap() {
        OptionalLong gap = follower.takeGap();
        if (gap.isPresent()) {
            long fromNanos = Math.max(gap.getAsLong(), Math.max(floorNanos, buffer.forgottenMaxNanos() + 1));
            buffer.stored(history.newest(fromNanos, GAP_ROWS_MAX));
        }
    }

    /** Sends what is due or waits for it; false where the client has not taken it in time. */
    private boolean step(TailClient client, Duration left) throws InterruptedException {
        TailFrame frame = buffer.poll();
        if (frame != null) {
            return client.send(settings.format().write(frame), left);
        }
        buffer.await(left.compareTo(LOOK_PERIOD) < 0 ? left : LOOK_PERIOD);
        return true;
    }
}
