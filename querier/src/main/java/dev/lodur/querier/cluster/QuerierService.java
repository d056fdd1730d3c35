package dev.lodur.querier.cluster;

import dev.lodur.cluster.grpc.QuerierServer;
import dev.lodur.http.Threads;
import dev.lodur.querier.SegmentSelect;
import io.quarkus.grpc.GrpcService;

/** The querier of this process for other queriers. */
@GrpcService
public class QuerierService extends QuerierServer {
    public QuerierService(SegmentSelect segments, Threads threads) {
        super(segments, threads.blocking());
    }
}
