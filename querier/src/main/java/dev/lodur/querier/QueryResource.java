package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.InstantQuery;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
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
    public Response range(@Context HttpServerRequest request) {
        return range(request, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/query_range")
    public Response rangeByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return range(request, Forms.of(request, body));
    }

    private Response range(HttpServerRequest request, Parameters parameters) {
        RangeQuery query = RangeQuery.parse(parameters, clock);
        EncodingFlags flags = EncodingFlags.parse(request.getHeader(EncodingFlags.HEADER));
        return Responses.json(queries.range(tenant(request), query, flags));
    }

    @GET
    @Path("loki/api/v1/query")
    public Response instant(@Context HttpServerRequest request) {
        return instant(request, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/query")
    public Response instantByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return instant(request, Forms.of(request, body));
    }

    private Response instant(HttpServerRequest request, Parameters parameters) {
        return Responses.json(queries.instant(tenant(request), InstantQuery.parse(parameters, clock)));
    }

    @GET
    @Path("api/prom/query")
    public Response legacy(@Context HttpServerRequest request) {
        return legacy(request, Forms.ofQuery(request));
    }

    @POST
    @Path("api/prom/query")
    public Response legacyByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return legacy(request, Forms.of(request, body));
    }

    private Response legacy(HttpServerRequest request, Parameters parameters) {
        return Responses.json(queries.legacy(tenant(request), RangeQuery.parseLegacy(parameters, clock)));
    }

    private Tenant tenant(HttpServerRequest request) {
        return tenants.one(request.getHeader(TenantResolver.HEADER));
    }
}
