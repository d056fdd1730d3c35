package dev.lodur.querier;

import dev.lodur.logql.LogqlParser;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Endpoints of Loki that this version does not have yet: it says so instead of letting clients guess. */
@Path("/")
@RunOnVirtualThread
public final class LaterResource {
    private static final Set<String> NEED_QUERY = Set.of("patterns", "detected_fields");

    private final TenantResolver tenants;

    public LaterResource(TenantResolver tenants) {
        this.tenants = tenants;
    }

    @GET
    @Path("loki/api/v1/{endpoint:patterns|detected_labels|detected_fields|drilldown-limits}")
    public Response later(@Context HttpServerRequest request, @PathParam("endpoint") String endpoint) {
        return refuse(request, endpoint, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/{endpoint:patterns|detected_labels|detected_fields}")
    public Response laterByForm(
            @Context HttpServerRequest request, @PathParam("endpoint") String endpoint, @Nullable InputStream body) {
        return refuse(request, endpoint, Forms.of(request, body));
    }

    @GET
    @Path("loki/api/v1/index/{endpoint:volume|volume_range|shards}")
    public Response laterIndex(@Context HttpServerRequest request, @PathParam("endpoint") String endpoint) {
        return refuse(request, "index/" + endpoint, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/index/{endpoint:volume|volume_range|shards}")
    public Response laterIndexByForm(
            @Context HttpServerRequest request, @PathParam("endpoint") String endpoint, @Nullable InputStream body) {
        return refuse(request, "index/" + endpoint, Forms.of(request, body));
    }

    @GET
    @Path("loki/api/v1/detected_field/{name}/values")
    public Response laterValues(@Context HttpServerRequest request) {
        return refuse(request, "detected_field/{name}/values", Forms.ofQuery(request));
    }

    private Response refuse(HttpServerRequest request, String endpoint, Parameters parameters) {
        Tenant _ = tenants.one(request.getHeader(TenantResolver.HEADER));
        if (parameters.has("query") || NEED_QUERY.contains(endpoint)) {
            // A query with a mistake gets the answer about its mistake.
            LogqlParser.parse(parameters.get("query"));
        }
        throw new LodurException(
                ErrorCode.UNSUPPORTED_QUERY, "this version does not have the endpoint " + endpoint + " yet");
    }
}
