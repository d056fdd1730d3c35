package dev.lodur.cluster.grpc;

import dev.lodur.engine.SegmentQuery;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.model.LodurException;
import dev.lodur.proto.QuerierGrpc;
import dev.lodur.proto.SelectSegmentsRequest;
import dev.lodur.store.CatalogEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A querier behind gRPC as another one sees it. Nothing is tried again: who asked reads the segments itself then.
 * Thread-safe.
 *
 * @param first how long its first word may take
 * @param whole until its end
 */
public record RemoteQuerier(PeerChannels channels, String address, Duration first, Duration whole)
        implements SegmentQuery {
    @Override
    public SelectReply select(SelectRequest request, List<CatalogEntry> segments) {
        RemoteReply<SelectSegmentsRequest> reply = new RemoteReply<>("querier at " + address);
        QuerierGrpc.newStub(channels.of(address))
                .withDeadlineAfter(whole.toNanos(), TimeUnit.NANOSECONDS)
                .selectSegments(Messages.of(request, segments), reply.observer());
        try {
            return reply.awaitAnnouncements(first);
        } catch (LodurException e) {
            channels.reconnect(address);
            throw e;
        }
    }
}
