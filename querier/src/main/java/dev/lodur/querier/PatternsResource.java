package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.PatternSeries;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Patterns of lines, by GET and by form. */
@Path("/")
@RunOnVirtualThread
public final class PatternsResource {
    private final PatternsService patterns;
    private final TenantResolver tenants;
    private final Clock clock;

    public PatternsResource(PatternsService patterns, TenantResolver tenants, Clock clock) {
        this.patterns = patterns;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Path("loki/api/v1/patterns")
    public Response patterns(@Context RoutingContext routing) {
        return patterns(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/patterns")
    public Response patternsByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return patterns(routing, Forms.of(routing.request(), body));
    }

    private Response patterns(RoutingContext routing, Parameters parameters) {
        List<PatternSeries> found = patterns.patterns(Asker.of(routing, tenants), RangeQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.patterns(json, found));
    }
}
