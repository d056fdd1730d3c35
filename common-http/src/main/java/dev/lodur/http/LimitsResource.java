package dev.lodur.http;

import dev.lodur.config.LokiConfig;
import dev.lodur.lokiapi.read.BuildInfo;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Tells what holds for a tenant, on every service. */
@Path("/")
@RunOnVirtualThread
public final class LimitsResource {
    private final LokiConfig config;
    private final TenantResolver tenants;
    private final TenantLimits.Source limits;
    private final BuildInfo buildInfo;

    public LimitsResource(LokiConfig config, TenantResolver tenants, TenantLimits.Source limits, BuildInfo buildInfo) {
        this.config = config;
        this.tenants = tenants;
        this.limits = limits;
        this.buildInfo = buildInfo;
    }

    /** What Logs Drilldown wants to know before it asks for anything else. */
    @GET
    @Path("loki/api/v1/drilldown-limits")
    public Response drilldown(@Context HttpServerRequest request) {
        LimitsTable table = new LimitsTable(of(request));
        return Responses.json(json -> writeDrilldown(json, table));
    }

    private void writeDrilldown(JsonWriter json, LimitsTable table) {
        json.beginObject();
        table.writeDrilldown(json.name("limits"));
        json.name("pattern_ingester_enabled").value(config.patternIngester().enabled());
        json.name("version").value(buildInfo.version());
        json.endObject();
    }

    @GET
    @Path("config/tenant/v1/limits")
    public Response limits(@Context HttpServerRequest request) {
        return Responses.text(200, new LimitsTable(of(request)).asYaml());
    }

    /** Of several tenants what the first may push and what all may ask. */
    private TenantLimits of(HttpServerRequest request) {
        List<Tenant> all = tenants.many(request.getHeader(TenantResolver.HEADER));
        TenantLimits first = limits.of(all.getFirst());
        QueryLimits query =
                all.stream().map(tenant -> limits.of(tenant).query()).reduce(first.query(), QueryLimits::strictest);
        return new TenantLimits(first.ingest(), query, first.retention(), first.deletionMode());
    }
}
