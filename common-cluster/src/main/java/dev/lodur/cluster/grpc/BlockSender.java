package dev.lodur.cluster.grpc;

import dev.lodur.engine.SelectReply;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Sends a reply block by block, as fast as its reader takes them: while the transport has enough to do, the sending thread
 * waits and no further block is made. The reply is closed at its end, at a failure, and when the reader has gone.
 */
final class BlockSender {
    private final Outgoing<dev.lodur.proto.SelectReply> out;

    /** To be made on the thread that the call comes in on, since only there the transport takes handlers. */
    BlockSender(ServerCallStreamObserver<dev.lodur.proto.SelectReply> observer) {
        // A reply is not read by two threads: who makes blocks closes it as soon as nobody is ready for the next one.
        out = new Outgoing<>(observer, () -> {});
    }

    /** Makes the reply and sends it, on threads that may block. */
    void send(Executor executor, Supplier<SelectReply> reply) {
        out.send(executor, () -> send(reply));
    }

    private void send(Supplier<SelectReply> replies) {
        try (SelectReply reply = replies.get()) {
            out.next(dev.lodur.proto.SelectReply.newBuilder()
                    .setAnnouncements(Messages.of(reply.announcements()))
                    .build());
            byte[] block = out.awaitReady() ? reply.nextBlock() : null;
            while (block != null) {
                out.next(dev.lodur.proto.SelectReply.newBuilder()
                        .setBlock(LineBytes.wrap(block))
                        .build());
                block = out.awaitReady() ? reply.nextBlock() : null;
            }
        }
    }
}
