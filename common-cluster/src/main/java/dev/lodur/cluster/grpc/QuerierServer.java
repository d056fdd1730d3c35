package dev.lodur.cluster.grpc;

import dev.lodur.engine.SegmentQuery;
import dev.lodur.proto.QuerierGrpc;
import dev.lodur.proto.SelectReply;
import dev.lodur.proto.SelectSegmentsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;

/** Reads segments for other queriers. Calls run on threads that may block. */
public class QuerierServer extends QuerierGrpc.QuerierImplBase {
    private final SegmentQuery query;
    private final Executor executor;

    /**
     * @param executor runs each call: virtual threads
     */
    public QuerierServer(SegmentQuery query, Executor executor) {
        this.query = query;
        this.executor = executor;
    }

    @Override
    public void selectSegments(SelectSegmentsRequest request, StreamObserver<SelectReply> out) {
        new BlockSender((ServerCallStreamObserver<SelectReply>) out)
                .send(executor, () -> query.select(Messages.select(request.getSelect()), Messages.entries(request)));
    }
}
