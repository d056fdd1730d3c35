package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.SeriesQuery;
import dev.lodur.lokiapi.read.StatsQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.Labels;
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
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels, their values, series and statistics, by GET and by form. */
@Path("/")
@RunOnVirtualThread
public final class MetadataResource {
    private final MetadataService metadata;
    private final TenantResolver tenants;
    private final Clock clock;

    public MetadataResource(MetadataService metadata, TenantResolver tenants, Clock clock) {
        this.metadata = metadata;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Path("loki/api/v1/labels")
    public Response labels(@Context HttpServerRequest request) {
        return labels(request, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/labels")
    public Response labelsByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return labels(request, Forms.of(request, body));
    }

    @GET
    @Path("loki/api/v1/label")
    public Response label(@Context HttpServerRequest request) {
        return labels(request, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/label")
    public Response labelByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return labels(request, Forms.of(request, body));
    }

    private Response labels(HttpServerRequest request, Parameters parameters) {
        List<String> names = metadata.labelNames(tenant(request), LabelsQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.labels(json, names));
    }

    @GET
    @Path("loki/api/v1/label/{name}/values")
    public Response values(@Context HttpServerRequest request, @PathParam("name") String name) {
        return values(request, name, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/label/{name}/values")
    public Response valuesByForm(
            @Context HttpServerRequest request, @PathParam("name") String name, @Nullable InputStream body) {
        return values(request, name, Forms.of(request, body));
    }

    private Response values(HttpServerRequest request, String name, Parameters parameters) {
        List<String> values = metadata.labelValues(tenant(request), name, LabelsQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.labels(json, values));
    }

    @GET
    @Path("api/prom/label")
    public Response legacyLabels(@Context HttpServerRequest request) {
        return legacyNames(request);
    }

    /** Answers the names of all labels, whatever the name in the path: Loki's old route does, and clients know it so. */
    @GET
    @Path("api/prom/label/{name}/values")
    public Response legacyValues(@Context HttpServerRequest request) {
        return legacyNames(request);
    }

    private Response legacyNames(HttpServerRequest request) {
        List<String> names = metadata.labelNames(tenant(request), LabelsQuery.parse(Forms.ofQuery(request), clock));
        return Responses.json(json -> Answers.legacyLabels(json, names));
    }

    @GET
    @Path("loki/api/v1/series")
    public Response series(@Context HttpServerRequest request) {
        return series(request, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/series")
    public Response seriesByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return series(request, Forms.of(request, body));
    }

    @GET
    @Path("api/prom/series")
    public Response legacySeries(@Context HttpServerRequest request) {
        return series(request, Forms.ofQuery(request));
    }

    private Response series(HttpServerRequest request, Parameters parameters) {
        List<Labels> series = metadata.series(tenant(request), SeriesQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.series(json, series));
    }

    @GET
    @Path("loki/api/v1/index/stats")
    public Response stats(@Context HttpServerRequest request) {
        return stats(request, Forms.ofQuery(request));
    }

    @POST
    @Path("loki/api/v1/index/stats")
    public Response statsByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return stats(request, Forms.of(request, body));
    }

    private Response stats(HttpServerRequest request, Parameters parameters) {
        MetadataService.Stats stats = metadata.stats(tenant(request), StatsQuery.parse(parameters, clock));
        return Responses.json(
                json -> Answers.indexStats(json, stats.streams(), stats.chunks(), stats.bytes(), stats.entries()));
    }

    private Tenant tenant(HttpServerRequest request) {
        return tenants.one(request.getHeader(TenantResolver.HEADER));
    }
}
