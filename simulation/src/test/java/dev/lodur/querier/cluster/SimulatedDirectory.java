package dev.lodur.querier.cluster;

import dev.lodur.cluster.grpc.RemoteIngester;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.ring.Member;
import dev.lodur.ring.Ring;
import java.time.Duration;
import java.util.function.Function;

/** Makes the ingesters of a ring as a querier finds them, over a network of the simulation's own. */
public final class SimulatedDirectory {
    private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(1);

    private SimulatedDirectory() {}

    public static IngesterDirectory of(Ring ring, Function<Member, IngesterQuery> network) {
        RingIngesters.Connections connections = new RingIngesters.Connections() {
            @Override
            public IngesterQuery query(Member member, RemoteIngester.Patience patience) {
                return network.apply(member);
            }

            @Override
            public Runnable flush(Member member, Duration patience) {
                throw new UnsupportedOperationException("nobody flushes over this network");
            }
        };
        return new RingIngesters(ring, connections, QUERY_TIMEOUT)::view;
    }
}
