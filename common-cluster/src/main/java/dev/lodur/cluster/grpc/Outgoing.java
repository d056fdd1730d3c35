package dev.lodur.cluster.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream of messages to a reader, as fast as it takes them: while the transport has enough to do, the sending thread
 * waits. Used by one sending thread.
 *
 * @param <T> the message
 */
final class Outgoing<T> {
    private final ServerCallStreamObserver<T> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /**
     * To be made on the thread that the call comes in on, since only there the transport takes handlers.
     *
     * @param onGone run once when the reader has gone
     */
    Outgoing(ServerCallStreamObserver<T> out, Runnable onGone) {
        this.out = out;
        out.setOnReadyHandler(this::signal);
        out.setOnCancelHandler(() -> {
            signal();
            onGone.run();
        });
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends on a thread that may block; a failure ends the stream, and so does the end of the sending. */
    void send(Executor executor, Runnable messages) {
        executor.execute(() -> {
            try {
                messages.run();
                if (!isGone()) {
                    out.onCompleted();
                }
            } catch (RuntimeException | Error e) {
                if (!isGone()) {
                    out.onError(GrpcErrors.toStatus(e));
                }
            }
        });
    }

    void next(T message) {
        out.onNext(message);
    }

    boolean isGone() {
        return out.isCancelled();
    }

    /** Waits until the transport takes more; false when the reader has gone. */
    boolean awaitReady() {
        lock.lock();
        try {
            while (!out.isReady() && !isGone()) {
                changed.awaitUninterruptibly();
            }
            return !isGone();
        } finally {
            lock.unlock();
        }
    }
}
