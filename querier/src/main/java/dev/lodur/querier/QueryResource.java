package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.InstantQuery;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Queries over a range and at an instant, by GET and by form. */
@Path("/")
@RunOnVirtualThread
public final class QueryResource {
    private final QueryService queries;
    private final TenantResolver tenants;
    private final Clock clock;

    public QueryResource(QueryService queries, TenantResolver tenants, Clock clock) {
        this.queries = queries;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Path("loki/api/v1/query_range")
    public Response range(@Context RoutingContext routing) {
        return range(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/query_range")
    public Response rangeByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return range(routing, Forms.of(routing.request(), body));
    }

    private Response range(RoutingContext routing, Parameters parameters) {
        RangeQuery query = RangeQuery.parse(parameters, clock);
        EncodingFlags flags = EncodingFlags.parse(routing.request().getHeader(EncodingFlags.HEADER));
        return Responses.json(queries.range(Asker.of(routing, tenants), query, flags));
    }

    @GET
    @Path("loki/api/v1/query")
    public Response instant(@Context RoutingContext routing) {
        return instant(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/query")
    public Response instantByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return instant(routing, Forms.of(routing.request(), body));
    }

    private Response instant(RoutingContext routing, Parameters parameters) {
        return Responses.json(queries.instant(Asker.of(routing, tenants), InstantQuery.parse(parameters, clock)));
    }

    @GET
    @Path("api/prom/query")
    public Response legacy(@Context RoutingContext routing) {
        return legacy(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("api/prom/query")
    public Response legacyByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return legacy(routing, Forms.of(routing.request(), body));
    }

    private Response legacy(RoutingContext routing, Parameters parameters) {
        return Responses.json(queries.legacy(Asker.of(routing, tenants), RangeQuery.parseLegacy(parameters, clock)));
    }
}
