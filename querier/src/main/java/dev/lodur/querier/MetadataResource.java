package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.SeriesQuery;
import dev.lodur.lokiapi.read.StatsQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.Labels;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
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
    public Response labels(@Context RoutingContext routing) {
        return labels(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/labels")
    public Response labelsByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return labels(routing, Forms.of(routing.request(), body));
    }

    @GET
    @Path("loki/api/v1/label")
    public Response label(@Context RoutingContext routing) {
        return labels(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/label")
    public Response labelByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return labels(routing, Forms.of(routing.request(), body));
    }

    private Response labels(RoutingContext routing, Parameters parameters) {
        List<String> names = metadata.labelNames(Asker.of(routing, tenants), LabelsQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.labels(json, names));
    }

    @GET
    @Path("loki/api/v1/label/{name}/values")
    public Response values(@Context RoutingContext routing, @PathParam("name") String name) {
        return values(routing, name, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/label/{name}/values")
    public Response valuesByForm(
            @Context RoutingContext routing, @PathParam("name") String name, @Nullable InputStream body) {
        return values(routing, name, Forms.of(routing.request(), body));
    }

    private Response values(RoutingContext routing, String name, Parameters parameters) {
        List<String> values =
                metadata.labelValues(Asker.of(routing, tenants), name, LabelsQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.labels(json, values));
    }

    @GET
    @Path("api/prom/label")
    public Response legacyLabels(@Context RoutingContext routing) {
        return legacyNames(routing);
    }

    /** Answers the names of all labels, whatever the name in the path: Loki's old route does, and clients know it so. */
    @GET
    @Path("api/prom/label/{name}/values")
    public Response legacyValues(@Context RoutingContext routing) {
        return legacyNames(routing);
    }

    private Response legacyNames(RoutingContext routing) {
        List<String> names = metadata.labelNames(
                Asker.of(routing, tenants), LabelsQuery.parse(Forms.ofQuery(routing.request()), clock));
        return Responses.json(json -> Answers.legacyLabels(json, names));
    }

    @GET
    @Path("loki/api/v1/series")
    public Response series(@Context RoutingContext routing) {
        return series(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/series")
    public Response seriesByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return series(routing, Forms.of(routing.request(), body));
    }

    @GET
    @Path("api/prom/series")
    public Response legacySeries(@Context RoutingContext routing) {
        return series(routing, Forms.ofQuery(routing.request()));
    }

    private Response series(RoutingContext routing, Parameters parameters) {
        List<Labels> series = metadata.series(Asker.of(routing, tenants), SeriesQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.series(json, series));
    }

    @GET
    @Path("loki/api/v1/index/stats")
    public Response stats(@Context RoutingContext routing) {
        return stats(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/index/stats")
    public Response statsByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return stats(routing, Forms.of(routing.request(), body));
    }

    private Response stats(RoutingContext routing, Parameters parameters) {
        MetadataService.Stats stats = metadata.stats(Asker.of(routing, tenants), StatsQuery.parse(parameters, clock));
        return Responses.json(
                json -> Answers.indexStats(json, stats.streams(), stats.chunks(), stats.bytes(), stats.entries()));
    }
}
