package dev.lodur.cluster.grpc;

import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.proto.TailRequest;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reply of a tail behind gRPC. */
final class RemoteTail implements TailReply {
    private final String peer;
    private final Incoming<TailRequest, dev.lodur.proto.TailReply> messages;

    RemoteTail(String peer) {
        this.peer = peer;
        this.messages = new Incoming<>(peer);
    }

    /** Takes what the call brings; given to the stub that starts it. */
    ClientResponseObserver<TailRequest, dev.lodur.proto.TailReply> observer() {
        return messages;
    }

    /** Waits for the word that the tail has begun; without it in time the call is ended. */
    RemoteTail awaitBegin(Duration patience) {
        if (messages.first(patience) == null) {
            throw new LodurException(ErrorCode.UNAVAILABLE, peer + " has ended the tail at once");
        }
        return this;
    }

    @Override
    public @Nullable TailPart next() {
        dev.lodur.proto.TailReply message = messages.next();
        return message == null ? null : Messages.part(message);
    }

    @Override
    public void close() {
        messages.close();
    }
}
