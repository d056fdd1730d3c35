package dev.lodur.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code server.http_server_idle_timeout} count between requests only: a connection whose client waits for an answer
 * is not idle, however long that takes.
 *
 * <p>The server's own timer knows bytes, not requests. It is taken out of a connection once a request has come whole, and
 * put back when no answer of the connection is due any more. Upgraded connections keep it.
 */
@ApplicationScoped
public class IdleTimeout {
    /** Before all that may answer. */
    private static final int PRIORITY = 12_000;

    private static final String TIMER = "idle";
    /** What the timer tells that a connection is idle; it must stand before it. */
    private static final String CLOSER = "handler";

    private static final String SEEN = "lodur.idle-timeout-seen";
    private static final AttributeKey<Paused> PAUSED = AttributeKey.valueOf("lodur.idle-timeout");

    /**
     * A timer that is out of its pipeline.
     *
     * @param answers how many are due
     */
    private record Paused(IdleStateHandler timer, int answers) {
        Paused with(int more) {
            return new Paused(timer, answers + more);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(IdleTimeout::filter, PRIORITY);
    }

    static void filter(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        // A request comes by again when it is routed anew.
        boolean seen = routing.get(SEEN) != null;
        if (!seen
                && request.getHeader(HttpHeaders.UPGRADE) == null
                && request.connection() instanceof ConnectionBase connection) {
            routing.put(SEEN, true);
            Channel channel = connection.channel();
            Runnable awaitAnswer = () -> {
                pause(channel);
                routing.addEndHandler(answered -> resume(channel));
            };
            // The end of a request that nobody reads is never told, so where there is nothing to read it is not waited
            // for.
            if (hasBody(request)) {
                request.end().onSuccess(whole -> awaitAnswer.run());
            } else {
                awaitAnswer.run();
            }
        }
        routing.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"));
    }

    private static void pause(Channel channel) {
        Paused paused = channel.attr(PAUSED).get();
        if (paused == null) {
            paused = takeOut(channel.pipeline());
        }
        channel.attr(PAUSED).set(paused == null ? null : paused.with(1));
    }

    private static @Nullable Paused takeOut(ChannelPipeline pipeline) {
        return pipeline.get(TIMER) instanceof IdleStateHandler && pipeline.get(CLOSER) != null
                ? new Paused((IdleStateHandler) pipeline.remove(TIMER), 0)
                : null;
    }

    private static void resume(Channel channel) {
        Paused paused = channel.attr(PAUSED).get();
        if (paused == null) {
            return;
        }
        if (paused.answers() > 1) {
            channel.attr(PAUSED).set(paused.with(-1));
            return;
        }
        channel.attr(PAUSED).set(null);
        if (channel.isActive()) {
            channel.pipeline().addBefore(CLOSER, TIMER, anew(paused.timer()));
        }
    }

    /** One that was taken out cannot be put in again. */
    private static IdleStateHandler anew(IdleStateHandler timer) {
        return new IdleStateHandler(
                timer.getReaderIdleTimeInMillis(),
                timer.getWriterIdleTimeInMillis(),
                timer.getAllIdleTimeInMillis(),
                TimeUnit.MILLISECONDS);
    }
}
