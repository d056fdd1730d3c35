package dev.lodur.cluster.grpc;

import dev.lodur.engine.SelectReply;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Sends a reply block by block, as fast as its reader takes them: while the transport has enough to do, the sending thread
 * waits and no further block is made. The reply is closed at its end, at a failure, and when the reader has gone.
 */
final class BlockSender {
    private final ServerCallStreamObserver<dev.lodur.proto.SelectReply> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** To be made on the thread that the call comes in on, since only there the transport takes handlers. */
    BlockSender(ServerCallStreamObserver<dev.lodur.proto.SelectReply> out) {
        this.out = out;
        out.setOnReadyHandler(this::signal);
        out.setOnCancelHandler(this::signal);
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the reply and sends it, on threads that may block. */
    void send(Executor executor, Supplier<SelectReply> reply) {
        executor.execute(() -> {
            try {
                send(reply);
            } catch (RuntimeException | Error e) {
                if (!out.isCancelled()) {
                    out.onError(GrpcErrors.toStatus(e));
                }
            }
        });
    }

    private void send(Supplier<SelectReply> replies) {
        try (SelectReply reply = replies.get()) {
            out.onNext(dev.lodur.proto.SelectReply.newBuilder()
                    .setAnnouncements(Messages.of(reply.announcements()))
                    .build());
            byte[] block = awaitReady() ? reply.nextBlock() : null;
            while (block != null) {
                out.onNext(dev.lodur.proto.SelectReply.newBuilder()
                        .setBlock(LineBytes.wrap(block))
                        .build());
                block = awaitReady() ? reply.nextBlock() : null;
            }
        }
        if (!out.isCancelled()) {
            out.onCompleted();
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
