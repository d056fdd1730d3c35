package dev.lodur.ingester;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.http.ServiceStatus;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.PushTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ingester of this process from its start to its end: answers as not available until the log is replayed, which
 * happens in the background so that the process answers {@code /ready} meanwhile. Thread-safe.
 */
public final class IngesterRole implements PushTarget, IngesterQuery, ServiceStatus {
    private final CompletableFuture<Ingester> starting;

    /**
     * @param onFailure told when the start failed, which the process does not survive
     */
    public IngesterRole(Supplier<Ingester> start, Executor executor, Runnable onFailure) {
        this.starting = CompletableFuture.supplyAsync(start, executor).whenComplete((ingester, failure) -> {
            if (failure != null) {
                System.getLogger(IngesterRole.class.getName())
                        .log(System.Logger.Level.ERROR, "the ingester cannot start", failure);
                onFailure.run();
            }
        });
    }

    /** The ingester, or null while it starts. */
    private @Nullable Ingester started() {
        return starting.isDone() && !starting.isCompletedExceptionally() ? starting.join() : null;
    }

    Ingester running() {
        Ingester ingester = started();
        if (ingester == null) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the ingester is starting");
        }
        return ingester;
    }

    @Override
    public void push(byte[] batch) {
        running().push(batch);
    }

    @Override
    public SelectReply select(SelectRequest request) {
        return running().query().select(request);
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        return running().query().streams(request);
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        return running().query().patterns(request);
    }

    @Override
    public TailReply tail(TailRequest request) {
        return running().query().tail(request);
    }

    /** Has something done when the ingester takes pushes; at once where it does already. */
    public void whenStarted(Runnable action) {
        CompletableFuture<Void> _ = starting.thenRun(action);
    }

    /** As {@link Ingester#oldestUnflushedNanos}; the beginning of time while it is not known. */
    public long oldestUnflushedNanos() {
        Ingester ingester = started();
        return ingester == null ? 0 : ingester.oldestUnflushedNanos();
    }

    /** As {@link Ingester#holdsNothing}; false while it is not known. */
    public boolean holdsNothing() {
        Ingester ingester = started();
        return ingester != null && ingester.holdsNothing();
    }

    /** As {@link Ingester#flush}. */
    public void flush() {
        running().flush();
    }

    /** Ends the ingester, waiting for its start where that is still under way. */
    public void stop() {
        starting.handle((ingester, failure) -> {
                    if (ingester != null) {
                        ingester.close();
                    }
                    return null;
                })
                .join();
    }

    @Override
    public String name() {
        return "ingester";
    }

    @Override
    public String state() {
        return notReadyReason().isEmpty() ? "Running" : started() == null ? "Starting" : "Stopping";
    }

    @Override
    public String notReadyReason() {
        Ingester ingester = started();
        IngesterState state = ingester == null ? new IngesterState.Starting() : ingester.state();
        return state.notReadyReason();
    }
}
