package dev.lodur.ingester.cluster;

import dev.lodur.cluster.grpc.IngesterServer;
import dev.lodur.http.Threads;
import dev.lodur.ingester.IngesterRole;
import io.quarkus.grpc.GrpcService;

/** The ingester of this process for distributors and queriers. */
@GrpcService
public class IngesterService extends IngesterServer {
    public IngesterService(IngesterRole ingester, Threads threads) {
        super(ingester, ingester, ingester::flush, threads.blocking());
    }
}
