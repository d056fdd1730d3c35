package dev.lodur.querier;

import dev.lodur.http.RawResponses;
import dev.lodur.http.Threads;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.HttpErrors;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.TailQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Makes websockets of the requests for tails. What is wrong with a request is said before, as plain HTTP; a request that
 * does not want to become a websocket is left to {@link TailResource}.
 */
@ApplicationScoped
public class TailRoute {
    private static final Logger LOG = Logger.getLogger(TailRoute.class);
    private static final int BEFORE_RESOURCES = -1;
    private static final int BEFORE_THE_INGESTER = 50;
    private static final long UPGRADE_MILLIS = 10_000;

    private final TailService tails;
    private final TailMetrics metrics;
    private final TenantResolver tenants;
    private final Clock clock;
    private final Threads threads;
    private final Vertx vertx;

    public TailRoute(
            TailService tails, TailMetrics metrics, TenantResolver tenants, Clock clock, Threads threads, Vertx vertx) {
        this.tails = tails;
        this.metrics = metrics;
        this.tenants = tenants;
        this.clock = clock;
        this.threads = threads;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.get("/loki/api/v1/tail").order(BEFORE_RESOURCES).handler(routing -> route(routing, false));
        router.get("/api/prom/tail").order(BEFORE_RESOURCES).handler(routing -> route(routing, true));
    }

    /** At the beginning of a shutdown, which otherwise would wait for these requests to end. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        tails.close();
    }

    void stopped(@Observes @Priority(BEFORE_THE_INGESTER) ShutdownEvent event) {
        tails.close();
    }

    private void route(RoutingContext routing, boolean legacy) {
        if (!"websocket".equalsIgnoreCase(routing.request().getHeader(HttpHeaders.UPGRADE))) {
            routing.next();
            return;
        }
        // Until it is a websocket its end must not pass by unnoticed.
        routing.request().pause();
        Context context = vertx.getOrCreateContext();
        threads.blocking().execute(() -> {
            try {
                Tail tail = open(routing, legacy);
                context.runOnContext(ignored -> upgrade(routing.request(), tail));
            } catch (RuntimeException e) {
                context.runOnContext(ignored -> refuse(routing, e));
            }
        });
    }

    private Tail open(RoutingContext routing, boolean legacy) {
        HttpServerRequest request = routing.request();
        Asker asker = Asker.of(routing, tenants);
        Parameters parameters = Forms.ofQuery(request);
        if (legacy) {
            return tails.open(asker, TailQuery.parseLegacy(parameters, clock), TailFormat.LEGACY);
        }
        EncodingFlags flags = EncodingFlags.parse(request.getHeader(EncodingFlags.HEADER));
        return tails.open(asker, TailQuery.parse(parameters, clock), TailFormat.of(flags));
    }

    private void upgrade(HttpServerRequest request, Tail tail) {
        long _ = vertx.setTimer(UPGRADE_MILLIS, timer -> tail.abandon());
        request.toWebSocket()
                .onSuccess(socket -> {
                    Upgrades.over(request);
                    Runnable gone = () -> tail.end(TailEnd.GONE);
                    tail.start(TailSocket.of(socket, vertx, metrics::sent, gone), threads.blocking());
                })
                .onFailure(failure -> tail.abandon());
    }

    private static void refuse(RoutingContext routing, RuntimeException failure) {
        if (HttpErrors.isDefect(failure)) {
            LOG.error("request failed", failure);
        }
        routing.request().resume();
        RawResponses.send(routing, HttpErrors.of(failure));
    }
}
