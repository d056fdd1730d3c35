package dev.lodur.cluster.grpc;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.SelectReply;
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
 * The reply of a select behind gRPC. At most {@value #BLOCKS_MAX} blocks are here or on their way at a time: the sender
 * makes the next one when one was taken. Closing it early ends the call.
 */
final class RemoteReply<T> implements SelectReply {
    private static final int BLOCKS_MAX = 3;

    /** What came: a message, the failure that ended the call, or with neither its end. */
    private record Part(
            dev.lodur.proto.@Nullable SelectReply message,
            @Nullable Throwable failure) {}

    private final String peer;
    private final LinkedBlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Observer observer = new Observer();
    private Announcements announcements = new Announcements("", 0, java.util.Set.of(), java.util.List.of());
    private boolean ended;

    RemoteReply(String peer) {
        this.peer = peer;
    }

    /** Takes what the call brings; given to the stub that starts it. */
    ClientResponseObserver<T, dev.lodur.proto.SelectReply> observer() {
        return observer;
    }

    private final class Observer implements ClientResponseObserver<T, dev.lodur.proto.SelectReply> {
        private volatile @Nullable ClientCallStreamObserver<T> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<T> started) {
            call = started;
            started.disableAutoRequestWithInitial(BLOCKS_MAX);
        }

        @Override
        public void onNext(dev.lodur.proto.SelectReply message) {
            parts.add(new Part(message, null));
        }

        @Override
        public void onError(Throwable failure) {
            parts.add(new Part(null, failure));
        }

        @Override
        public void onCompleted() {
            parts.add(new Part(null, null));
        }

        void request() {
            ClientCallStreamObserver<T> started = call;
            if (started != null) {
                started.request(1);
            }
        }

        void cancel() {
            ClientCallStreamObserver<T> started = call;
            if (started != null) {
                started.cancel("not read to its end", null);
            }
        }
    }

    /** Waits for the announcements, which come first; without them in time the call is ended. */
    RemoteReply<T> awaitAnnouncements(Duration patience) {
        try {
            Part part = parts.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (part == null) {
                throw new LodurException(
                        ErrorCode.UNAVAILABLE, peer + " has not answered within " + patience.toMillis() + "ms");
            }
            dev.lodur.proto.SelectReply message = message(part);
            if (message == null || !message.hasAnnouncements()) {
                throw new LodurException(ErrorCode.INTERNAL, peer + " answers without announcements");
            }
            announcements = Messages.announcements(message.getAnnouncements());
            return this;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while waiting for " + peer, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public Announcements announcements() {
        return announcements;
    }

    @Override
    public byte @Nullable [] nextBlock() {
        if (ended) {
            return null;
        }
        try {
            dev.lodur.proto.SelectReply message = message(parts.take());
            return message == null ? null : LineBytes.unwrap(message.getBlock());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while reading from " + peer, e);
        }
    }

    private dev.lodur.proto.@Nullable SelectReply message(Part part) {
        Throwable failure = part.failure();
        if (failure != null) {
            ended = true;
            throw failure instanceof StatusRuntimeException status
                    ? GrpcErrors.fromStatus(peer, status)
                    : new LodurException(ErrorCode.INTERNAL, peer + " failed: " + failure, failure);
        }
        if (part.message() == null) {
            ended = true;
        } else {
            observer.request();
        }
        return part.message();
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            observer.cancel();
        }
    }
}
