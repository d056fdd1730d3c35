package dev.lodur.querier.cluster;

import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What clients ask of the querier, whose address they know, though it is the compactor's. */
@Path("/")
@RunOnVirtualThread
@IfBuildProperty(name = "quarkus.application.name", stringValue = "lodur-querier")
public final class CompactorForwards {
    /** Below it a request is a tenant's. */
    private static final String TENANTS_PATH = "/loki/api/";

    private static final String OWNED = "{owned:loki/api/v1/delete|loki/api/v1/rules|compactor|compactor/ring}";
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final Forwarder compactor;
    private final TenantResolver tenants;

    CompactorForwards(Forwarder compactor, TenantResolver tenants) {
        this.compactor = compactor;
        this.tenants = tenants;
    }

    @GET
    @Path(OWNED)
    public Response get(@Context HttpServerRequest request) {
        return forward(request, null);
    }

    @POST
    @Path(OWNED)
    public Response post(@Context HttpServerRequest request, @Nullable InputStream body) {
        return forward(request, body);
    }

    @PUT
    @Path(OWNED)
    public Response put(@Context HttpServerRequest request, @Nullable InputStream body) {
        return forward(request, body);
    }

    @DELETE
    @Path(OWNED)
    public Response delete(@Context HttpServerRequest request) {
        return forward(request, null);
    }

    private Response forward(HttpServerRequest request, @Nullable InputStream body) {
        if (request.path().contains(TENANTS_PATH)) {
            // Whose request it is can be told here, with or without a compactor.
            Tenant _ = tenants.one(request.getHeader(TenantResolver.HEADER));
        }
        Map<String, String> headers = new HashMap<>();
        Stream.concat(Forwarder.PASSED_HEADERS.stream(), Stream.of(Forwarder.FORWARDED))
                .filter(name -> request.getHeader(name) != null)
                .forEach(name -> headers.put(name, request.getHeader(name)));
        HttpResponse<byte[]> answer =
                compactor.forward(new Forwarder.Request(request.method().name(), request.uri(), headers, read(body)));
        Response.ResponseBuilder response = Response.status(answer.statusCode()).entity(answer.body());
        answer.headers().firstValue("Content-Type").ifPresent(type -> response.header("Content-Type", type));
        return response.build();
    }

    private static byte[] read(@Nullable InputStream body) {
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(BODY_BYTES_MAX + 1);
            if (bytes.length > BODY_BYTES_MAX) {
                throw new LodurException(
                        ErrorCode.BODY_TOO_LARGE, "the body has more than " + BODY_BYTES_MAX + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INVALID_REQUEST, "the body broke off: " + e.getMessage(), e);
        }
    }
}
