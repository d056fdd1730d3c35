package dev.lodur.cluster.grpc;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.proto.FlushRequest;
import dev.lodur.proto.IngesterGrpc;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An ingester behind gRPC as a querier sees it. Thread-safe. */
public final class RemoteIngester implements IngesterQuery {
    private final PeerChannels channels;
    private final String address;
    private final Patience patience;
    private final RetryBudget retries = new RetryBudget();

    /**
     * How long an answer may take.
     *
     * @param first until the first word of a select: short where the ring does not hear from the ingester
     * @param whole until its end, and of a call that has one answer
     */
    public record Patience(Duration first, Duration whole) {}

    public RemoteIngester(PeerChannels channels, String address, Patience patience) {
        this.channels = channels;
        this.address = address;
        this.patience = patience;
    }

    @Override
    public SelectReply select(SelectRequest request) {
        return withRetry(() -> {
            RemoteReply<dev.lodur.proto.SelectRequest> reply = new RemoteReply<>(peer());
            IngesterGrpc.newStub(channels.of(address))
                    .withDeadlineAfter(patience.whole().toNanos(), TimeUnit.NANOSECONDS)
                    .select(Messages.of(request), reply.observer());
            return reply.awaitAnnouncements(patience.first());
        });
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        return withRetry(() -> Messages.streams(stub(patience.whole()).streams(Messages.of(request))));
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        return withRetry(() -> PatternMessages.patterns(stub(patience.whole()).patterns(PatternMessages.of(request))));
    }

    /** Lasts as long as both sides like; only its beginning is waited for with patience. */
    @Override
    public TailReply tail(TailRequest request) {
        try {
            RemoteTail tail = new RemoteTail(peer());
            IngesterGrpc.newStub(channels.of(address)).tail(Messages.of(request), tail.observer());
            return tail.awaitBegin(patience.first());
        } catch (LodurException e) {
            throw unanswered(e);
        }
    }

    /** Has the ingester bring all that it holds into its spool. */
    public void flush() {
        try {
            var _ = stub(patience.whole()).flush(FlushRequest.getDefaultInstance());
        } catch (StatusRuntimeException e) {
            throw GrpcErrors.fromStatus(peer(), e);
        }
    }

    private IngesterGrpc.IngesterBlockingStub stub(Duration deadline) {
        return IngesterGrpc.newBlockingStub(channels.of(address))
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private String peer() {
        return "ingester at " + address;
    }

    /** Reading changes nothing, so a call that found nobody is made once more, as far as the budget goes. */
    private <T> T withRetry(Supplier<T> call) {
        try {
            return counted(call);
        } catch (LodurException e) {
            if (e.code() != ErrorCode.UNAVAILABLE || !retries.tryRetry()) {
                throw e;
            }
            return counted(call);
        }
    }

    private <T> T counted(Supplier<T> call) {
        try {
            T answer = call.get();
            retries.succeeded();
            return answer;
        } catch (StatusRuntimeException e) {
            throw unanswered(GrpcErrors.fromStatus(peer(), e));
        } catch (LodurException e) {
            throw unanswered(e);
        }
    }

    private LodurException unanswered(LodurException failure) {
        if (failure.code() == ErrorCode.UNAVAILABLE) {
            channels.reconnect(address);
        }
        return failure;
    }
}
