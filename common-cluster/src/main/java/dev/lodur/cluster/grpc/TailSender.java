package dev.lodur.cluster.grpc;

import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a tail part by part, as fast as its reader takes them: while the transport has enough to do, rows wait in the tail's
 * own queue and are dropped there. The tail is closed at its end, and at once when the reader has gone.
 */
final class TailSender {
    private final ServerCallStreamObserver<dev.lodur.proto.TailReply> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable TailReply tail;

    /** To be made on the thread that the call comes in on, since only there the transport takes handlers. */
    TailSender(ServerCallStreamObserver<dev.lodur.proto.TailReply> out) {
        this.out = out;
        out.setOnReadyHandler(this::signal);
        out.setOnCancelHandler(this::cancelled);
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void cancelled() {
        lock.lock();
        try {
            changed.signalAll();
            if (tail != null) {
                tail.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins the tail and sends it, on threads that may block. */
    void send(Executor executor, Supplier<TailReply> begin) {
        executor.execute(() -> {
            try {
                send(begin);
            } catch (RuntimeException | Error e) {
                if (!out.isCancelled()) {
                    out.onError(GrpcErrors.toStatus(e));
                }
            }
        });
    }

    private void send(Supplier<TailReply> begin) {
        try (TailReply begun = begin.get()) {
            closeWhenCancelled(begun);
            out.onNext(dev.lodur.proto.TailReply.getDefaultInstance());
            TailPart part = awaitReady() ? begun.next() : null;
            while (part != null) {
                out.onNext(Messages.of(part));
                part = awaitReady() ? begun.next() : null;
            }
        }
        if (!out.isCancelled()) {
            out.onCompleted();
        }
    }

    private void closeWhenCancelled(TailReply begun) {
        lock.lock();
        try {
            tail = begun;
            if (out.isCancelled()) {
                begun.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the transport takes more; false when the reader has gone. */
    private boolean awaitReady() {
        lock.lock();
        try {
            while (!out.isReady() && !out.isCancelled()) {
                changed.awaitUninterruptibly();
            }
            return !out.isCancelled();
        } finally {
            lock.unlock();
        }
    }
}
