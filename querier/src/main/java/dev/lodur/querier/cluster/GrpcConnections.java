package dev.lodur.querier.cluster;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.cluster.grpc.RemoteIngester;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.ring.Member;
import java.time.Duration;

/** Reaches ingesters by gRPC at the addresses that the ring tells. */
record GrpcConnections(PeerChannels channels) implements RingIngesters.Connections {
    @Override
    public IngesterQuery query(Member member, RemoteIngester.Patience patience) {
        return new RemoteIngester(channels, member.address(), patience);
    }

    @Override
    public Runnable flush(Member member, Duration patience) {
        return new RemoteIngester(channels, member.address(), new RemoteIngester.Patience(patience, patience))::flush;
    }
}
