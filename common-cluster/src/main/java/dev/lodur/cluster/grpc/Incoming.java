package dev.lodur.cluster.grpc;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a call that has many, taken one by one. At most {@value #MESSAGES_MAX} are here or on their way at a
 * time: the sender makes the next one when one was taken. Taken by one thread at a time; any thread may close it, which
 * ends the call.
 *
 * @param <Q> what was asked
 * @param <A> what comes
 */
final class Incoming<Q, A> implements ClientResponseObserver<Q, A>, AutoCloseable {
    private static final int MESSAGES_MAX = 3;

    /** What came: a message, the failure that ended the call, or with neither its end. */
    private record Part<A>(@Nullable A message, @Nullable Throwable failure) {}

    private final String peer;
    private final LinkedBlockingQueue<Part<A>> parts = new LinkedBlockingQueue<>();
    private volatile @Nullable ClientCallStreamObserver<Q> call;
    private volatile boolean ended;

    /**
     * @param peer who was asked, for texts
     */
    Incoming(String peer) {
        this.peer = peer;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> started) {
        call = started;
        started.disableAutoRequestWithInitial(MESSAGES_MAX);
    }

    @Override
    public void onNext(A message) {
        parts.add(new Part<>(message, null));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part<>(null, failure));
    }

    @Override
    public void onCompleted() {
        parts.add(new Part<>(null, null));
    }

    /** Waits for the first message; without it in time the call is ended. Null where the call ends without one. */
    @Nullable A first(Duration patience) {
        try {
            Part<A> part = parts.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (part == null) {
                close();
                throw new LodurException(
                        ErrorCode.UNAVAILABLE, peer + " has not answered within " + patience.toMillis() + "ms");
            }
            return message(part);
        } catch (InterruptedException e) {
            throw interrupted("waiting for", e);
        }
    }

    /** Waits for the next message; null at the end of the call. */
    @Nullable A next() {
        if (ended) {
            return null;
        }
        try {
            return message(parts.take());
        } catch (InterruptedException e) {
            throw interrupted("reading from", e);
        }
    }

    private LodurException interrupted(String what, InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        return new LodurException(ErrorCode.CANCELLED, "cancelled while " + what + " " + peer, e);
    }

    private @Nullable A message(Part<A> part) {
        if (ended) {
            return null;
        }
        Throwable failure = part.failure();
        if (failure != null) {
            ended = true;
            throw failure instanceof StatusRuntimeException status
                    ? GrpcErrors.fromStatus(peer, status)
                    : new LodurException(ErrorCode.INTERNAL, peer + " failed: " + failure, failure);
        }
        ClientCallStreamObserver<Q> started = call;
        if (part.message() == null) {
            ended = true;
        } else if (started != null) {
            started.request(1);
        }
        return part.message();
    }

    @Override
    public void close() {
        ClientCallStreamObserver<Q> started = call;
        if (!ended && started != null) {
            ended = true;
            started.cancel("not read to its end", null);
        }
        // For a thread that waits for the next message.
        parts.add(new Part<>(null, null));
    }
}
