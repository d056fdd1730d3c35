package dev.lodur.querier;

import dev.lodur.lokiapi.read.HttpErrors;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One tail from the moment it is allowed until it is over. Thread-safe. */
final class Tail {
    private static final System.Logger LOGGER = System.getLogger(Tail.class.getName());

    /** Where a tail is in its life. */
    private sealed interface State {
        /** Allowed; its client is not there yet. */
        record Prepared() implements State {}

        /** Its client is there. */
        record Started() implements State {}

        /** A thread works for it. */
        record Running(Thread thread) implements State {}

        /** Over; nothing is held any more. */
        record Ended() implements State {}
    }

    private final TailLoop loop;
    private final Consumer<Tail> onEnd;
    private State state = new State.Prepared();
    private @Nullable TailEnd asked;

    /**
     * @param onEnd gives back what the tail holds; done once
     */
    Tail(TailLoop loop, Consumer<Tail> onEnd) {
        this.loop = loop;
        this.onEnd = onEnd;
    }

    /** Runs for a client, on a thread that may block; one that was ended before is over at once. */
    void start(TailClient client, Executor executor) {
        if (hasStarted()) {
            executor.execute(() -> run(client));
        } else {
            executor.execute(() -> client.close(asked()));
        }
    }

    private synchronized boolean hasStarted() {
        boolean prepared = state instanceof State.Prepared;
        if (prepared) {
            state = new State.Started();
        }
        return prepared;
    }

    private synchronized TailEnd asked() {
        return asked == null ? TailEnd.GONE : asked;
    }

    private void run(TailClient client) {
        TailEnd end = TailEnd.GONE;
        try {
            if (isRunning()) {
                end = loop.run(client);
            }
        } catch (InterruptedException e) {
            // Asked to end; the thread ends here.
        } catch (RuntimeException e) {
            if (HttpErrors.isDefect(e)) {
                LOGGER.log(System.Logger.Level.ERROR, "a tail failed", e);
            }
            end = TailEnd.failed(e);
        } finally {
            client.close(finish(end));
        }
    }

    private synchronized boolean isRunning() {
        state = new State.Running(Thread.currentThread());
        return asked == null;
    }

    /** The reason to tell: what was asked for counts more than what came of it. */
    private synchronized TailEnd finish(TailEnd end) {
        boolean _ = Thread.interrupted();
        state = new State.Ended();
        onEnd.accept(this);
        return asked == null ? end : asked;
    }

    /** Ends it, in whatever state it is; the first reason counts. */
    synchronized void end(TailEnd reason) {
        if (asked == null) {
            asked = reason;
        }
        switch (state) {
            case State.Prepared _ -> {
                state = new State.Ended();
                onEnd.accept(this);
            }
            case State.Running(Thread thread) -> thread.interrupt();
            case State.Started _, State.Ended _ -> {}
        }
    }

    /** Ends one whose client has not come; another goes on. */
    synchronized void abandon() {
        if (state instanceof State.Prepared) {
            end(TailEnd.GONE);
        }
    }
}
