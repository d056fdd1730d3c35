package dev.lodur.cluster.grpc;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.SelectReply;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The reply of a select behind gRPC. Closing it early ends the call. */
final class RemoteReply<T> implements SelectReply {
    private final String peer;
    private final Incoming<T, dev.lodur.proto.SelectReply> messages;
    private Announcements announcements = new Announcements("", 0, java.util.Set.of(), java.util.List.of());

    RemoteReply(String peer) {
        this.peer = peer;
        this.messages = new Incoming<>(peer);
    }

    /** Takes what the call brings; given to the stub that starts it. */
    ClientResponseObserver<T, dev.lodur.proto.SelectReply> observer() {
        return messages;
    }

    /** Waits for the announcements, which come first; without them in time the call is ended. */
    RemoteReply<T> awaitAnnouncements(Duration patience) {
        dev.lodur.proto.SelectReply message = messages.first(patience);
        if (message == null || !message.hasAnnouncements()) {
            close();
            throw new LodurException(ErrorCode.INTERNAL, peer + " answers without announcements");
        }
        announcements = Messages.announcements(message.getAnnouncements());
        return this;
    }

    @Override
    public Announcements announcements() {
        return announcements;
    }

    @Override
    public byte @Nullable [] nextBlock() {
        dev.lodur.proto.SelectReply message = messages.next();
        return message == null ? null : LineBytes.unwrap(message.getBlock());
    }

    @Override
    public void close() {
        messages.close();
    }
}
