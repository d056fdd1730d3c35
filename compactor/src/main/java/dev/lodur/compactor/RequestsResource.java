package dev.lodur.compactor;

import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What tenants ask of the compactor that this version does not do: it says so instead of letting clients guess. */
@Path("/")
@RunOnVirtualThread
public final class RequestsResource {
    private final TenantResolver tenants;

    public RequestsResource(TenantResolver tenants) {
        this.tenants = tenants;
    }

    @GET
    @Path("loki/api/v1/rules")
    public Response rules(@HeaderParam(TenantResolver.HEADER) @Nullable String tenant) {
        return refuse(tenant, "rules");
    }

    private Response refuse(@Nullable String header, String endpoint) {
        Tenant _ = tenants.one(header);
        throw new LodurException(
                ErrorCode.UNSUPPORTED_QUERY, "this version does not have the endpoint " + endpoint + " yet");
    }
}
