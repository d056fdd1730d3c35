package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.StatsQuery;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.lokiapi.read.VolumeQuery;
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

/** Volumes of streams, and the shards of Loki's planner, by GET and by form. */
@Path("/")
@RunOnVirtualThread
public final class VolumeResource {
    private final VolumeService volumes;
    private final MetadataService metadata;
    private final TenantResolver tenants;
    private final Clock clock;

    public VolumeResource(VolumeService volumes, MetadataService metadata, TenantResolver tenants, Clock clock) {
        this.volumes = volumes;
        this.metadata = metadata;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Path("loki/api/v1/index/volume")
    public Response volume(@Context RoutingContext routing) {
        return volume(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/index/volume")
    public Response volumeByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return volume(routing, Forms.of(routing.request(), body));
    }

    private Response volume(RoutingContext routing, Parameters parameters) {
        VolumeQuery query = VolumeQuery.parseInstant(parameters, clock);
        return Responses.json(volumes.instant(Asker.of(routing, tenants), query));
    }

    @GET
    @Path("loki/api/v1/index/volume_range")
    public Response range(@Context RoutingContext routing) {
        return range(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/index/volume_range")
    public Response rangeByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return range(routing, Forms.of(routing.request(), body));
    }

    private Response range(RoutingContext routing, Parameters parameters) {
        VolumeQuery query = VolumeQuery.parseRange(parameters, clock);
        return Responses.json(volumes.range(Asker.of(routing, tenants), query));
    }

    @GET
    @Path("loki/api/v1/index/shards")
    public Response shards(@Context RoutingContext routing) {
        return shards(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/index/shards")
    public Response shardsByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return shards(routing, Forms.of(routing.request(), body));
    }

    /** Lodur divides no query by the hashes of its streams: one shard has all of them. */
    private Response shards(RoutingContext routing, Parameters parameters) {
        MetadataService.Stats stats = metadata.stats(Asker.of(routing, tenants), StatsQuery.parse(parameters, clock));
        return Responses.json(
                json -> Answers.oneShard(json, stats.streams(), stats.chunks(), stats.bytes(), stats.entries()));
    }
}
