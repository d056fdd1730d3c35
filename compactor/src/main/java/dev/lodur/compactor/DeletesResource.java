package dev.lodur.compactor;

import dev.lodur.config.LokiConfig;
import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.DeleteQuery;
import dev.lodur.lokiapi.read.HttpErrors;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.lokiapi.read.TimeBounds;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

/** Loki's delete API. Where retention is off there is none, as with Loki. */
@Path("/")
@RunOnVirtualThread
public final class DeletesResource {
    private static final String DELETE_PATH = "loki/api/v1/delete";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LokiConfig config;
    private final TenantResolver tenants;
    private final TenantLimits.Source limits;
    private final DeleteRequests requests;
    private final Clock clock;

    DeletesResource(
            LokiConfig config,
            TenantResolver tenants,
            TenantLimits.Source limits,
            DeleteRequests requests,
            Clock clock) {
        this.config = config;
        this.tenants = tenants;
        this.limits = limits;
        this.requests = requests;
        this.clock = clock;
    }

    @POST
    @Path(DELETE_PATH)
    public Response post(@Context HttpServerRequest request) {
        return answer(request, this::add);
    }

    @PUT
    @Path(DELETE_PATH)
    public Response put(@Context HttpServerRequest request) {
        return answer(request, this::add);
    }

    @GET
    @Path(DELETE_PATH)
    public Response get(@Context HttpServerRequest request) {
        return answer(request, this::list);
    }

    @DELETE
    @Path(DELETE_PATH)
    public Response delete(@Context HttpServerRequest request) {
        return answer(request, this::cancel);
    }

    private Response answer(HttpServerRequest request, BiFunction<Tenant, Parameters, Response> work) {
        if (!config.limits().retention().enabled()) {
            return Responses.of(HttpErrors.pageNotFound());
        }
        Tenant tenant = tenants.one(request.getHeader(TenantResolver.HEADER));
        if (!limits.of(tenant).deletionMode().hidesLines()) {
            return Responses.text(
                    403, "deletion is not available for this tenant: limits_config.deletion_mode is disabled\n");
        }
        return work.apply(tenant, Parameters.ofQuery(request.query()));
    }

    private Response add(Tenant tenant, Parameters parameters) {
        requests.add(tenant, DeleteQuery.parse(parameters, clock));
        return Response.noContent().build();
    }

    private Response cancel(Tenant tenant, Parameters parameters) {
        requests.cancel(
                tenant, parameters.get("request_id"), parameters.get("force").equals("true"));
        return Response.noContent().build();
    }

    private Response list(Tenant tenant, Parameters parameters) {
        TimeRange range =
                DeleteQuery.parseList(parameters).map(TimeBounds::range).orElse(TimeRange.ALL);
        List<DeleteGroup> groups = requests.list(tenant, range);
        return Responses.json(json -> {
            json.beginArray();
            groups.forEach(group -> write(json, tenant, group));
            json.endArray();
        });
    }

    private static void write(JsonWriter json, Tenant tenant, DeleteGroup group) {
        json.beginObject();
        json.name("request_id").value(group.id());
        json.name("start_time").seconds(group.startNanos());
        json.name("end_time").seconds(group.endNanos());
        json.name("query").value(group.query());
        json.name("status").value(group.status());
        json.name("created_at").seconds(group.createdAtMillis() * NANOS_PER_MILLI);
        json.name("user_id").value(tenant.id());
        json.endObject();
    }
}
