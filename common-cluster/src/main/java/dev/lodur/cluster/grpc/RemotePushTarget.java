package dev.lodur.cluster.grpc;

import dev.lodur.proto.IngesterGrpc;
import dev.lodur.proto.PushRequest;
import dev.lodur.ring.PushTarget;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An ingester behind gRPC that takes batches. Nothing is sent twice: who asked decides who is
 * asked next; the push after one that found nobody connects anew. Thread-safe.
 *
 * @param deadline of a push
 */
public record RemotePushTarget(PeerChannels channels, String address, Duration deadline) implements PushTarget {
    @Override
    public void push(byte[] batch) {
        try {
            IngesterGrpc.IngesterBlockingStub stub = IngesterGrpc.newBlockingStub(channels.of(address))
                    .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
            var _ = stub.push(
                    PushRequest.newBuilder().setBatch(LineBytes.wrap(batch)).build());
        } catch (StatusRuntimeException e) {
            channels.reconnect(address);
            throw GrpcErrors.fromStatus("ingester at " + address, e);
        }
    }
}
