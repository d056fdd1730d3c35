package dev.lodur.querier;

import dev.lodur.logql.LogExpr;
import dev.lodur.lokiapi.read.QueryErrors;
import dev.lodur.lokiapi.read.TailQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** Requests for tails that do not want to become websockets: told what is wrong with them, at the least that. */
@Path("/")
@RunOnVirtualThread
public final class TailResource {
    private final TailService tails;
    private final TenantResolver tenants;
    private final Clock clock;

    public TailResource(TailService tails, TenantResolver tenants, Clock clock) {
        this.tails = tails;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Path("loki/api/v1/tail")
    public Response tail(@Context RoutingContext routing) {
        return refuse(routing, TailQuery.parse(Forms.ofQuery(routing.request()), clock));
    }

    @GET
    @Path("api/prom/tail")
    public Response legacy(@Context RoutingContext routing) {
        return refuse(routing, TailQuery.parseLegacy(Forms.ofQuery(routing.request()), clock));
    }

    private Response refuse(RoutingContext routing, TailQuery query) {
        LogExpr _ = tails.check(Asker.of(routing, tenants), query);
        throw QueryErrors.notAWebSocket();
    }
}
