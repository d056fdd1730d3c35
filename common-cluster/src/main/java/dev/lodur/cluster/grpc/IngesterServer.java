package dev.lodur.cluster.grpc;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.proto.FlushReply;
import dev.lodur.proto.FlushRequest;
import dev.lodur.proto.IngesterGrpc;
import dev.lodur.proto.PushReply;
import dev.lodur.proto.PushRequest;
import dev.lodur.ring.PushTarget;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers other services out of the ingester of this process. Calls run on threads that may block. */
public class IngesterServer extends IngesterGrpc.IngesterImplBase {
    private final PushTarget target;
    private final IngesterQuery query;
    private final Runnable flush;
    private final Executor executor;

    /**
     * @param executor runs each call: virtual threads
     */
    public IngesterServer(PushTarget target, IngesterQuery query, Runnable flush, Executor executor) {
        this.target = target;
        this.query = query;
        this.flush = flush;
        this.executor = executor;
    }

    @Override
    public void push(PushRequest request, StreamObserver<PushReply> out) {
        answer(out, () -> {
            target.push(LineBytes.unwrap(request.getBatch()));
            return PushReply.getDefaultInstance();
        });
    }

    @Override
    public void select(dev.lodur.proto.SelectRequest request, StreamObserver<dev.lodur.proto.SelectReply> out) {
        new BlockSender((ServerCallStreamObserver<dev.lodur.proto.SelectReply>) out)
                .send(executor, () -> query.select(Messages.select(request)));
    }

    @Override
    public void streams(dev.lodur.proto.StreamsRequest request, StreamObserver<dev.lodur.proto.StreamsReply> out) {
        answer(out, () -> Messages.of(query.streams(Messages.streams(request))));
    }

    @Override
    public void flush(FlushRequest request, StreamObserver<FlushReply> out) {
        answer(out, () -> {
            flush.run();
            return FlushReply.getDefaultInstance();
        });
    }

    @Override
    public void patterns(dev.lodur.proto.PatternsRequest request, StreamObserver<dev.lodur.proto.PatternsReply> out) {
        answer(out, () -> PatternMessages.of(query.patterns(PatternMessages.patterns(request))));
    }

    @Override
    public void tail(dev.lodur.proto.TailRequest request, StreamObserver<dev.lodur.proto.TailReply> out) {
        new TailSender((ServerCallStreamObserver<dev.lodur.proto.TailReply>) out)
                .send(executor, () -> query.tail(Messages.tail(request)));
    }

    private <T> void answer(StreamObserver<T> out, Supplier<T> work) {
        executor.execute(() -> {
            try {
                T reply = work.get();
                out.onNext(reply);
                out.onCompleted();
            } catch (RuntimeException | Error e) {
                out.onError(GrpcErrors.toStatus(e));
            }
        });
    }
}
