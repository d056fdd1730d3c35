package dev.lodur.cluster.grpc;

import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a tail part by part, as fast as its reader takes them: while the transport has enough to do, rows wait in the tail's
 * own queue and are dropped there. The tail is closed at its end, and at once when the reader has gone.
 */
final class TailSender {
    private final Outgoing<dev.lodur.proto.TailReply> out;
    private final AtomicReference<@Nullable TailReply> tail = new AtomicReference<>();

    /** To be made on the thread that the call comes in on, since only there the transport takes handlers. */
    TailSender(ServerCallStreamObserver<dev.lodur.proto.TailReply> observer) {
        out = new Outgoing<>(observer, this::close);
    }

    private void close() {
        TailReply begun = tail.get();
        if (begun != null) {
            begun.close();
        }
    }

    /** Begins the tail and sends it, on threads that may block. */
    void send(Executor executor, Supplier<TailReply> begin) {
        out.send(executor, () -> send(begin));
    }

    private void send(Supplier<TailReply> begin) {
        try (TailReply begun = begin.get()) {
            tail.set(begun);
            // A reader that went before the tail was known here has closed nothing.
            if (out.isGone()) {
                begun.close();
            }
            out.next(dev.lodur.proto.TailReply.getDefaultInstance());
            TailPart part = out.awaitReady() ? begun.next() : null;
            while (part != null) {
                out.next(Messages.of(part));
                part = out.awaitReady() ? begun.next() : null;
            }
        }
    }
}
