package dev.lodur.distributor;

import dev.lodur.http.HttpBodies;
import dev.lodur.lokiapi.push.OtlpStatus;
import dev.lodur.lokiapi.push.PushKind;
import dev.lodur.lokiapi.read.HttpError;
import dev.lodur.lokiapi.read.HttpErrors;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where agents push: Loki's endpoint, its older form and OpenTelemetry's. */
@Path("/")
@RunOnVirtualThread
public final class PushResource {
    private final Distributor distributor;
    private final BodyAdmission admission;
    private final TenantResolver tenants;

    public PushResource(Distributor distributor, BodyAdmission admission, TenantResolver tenants) {
        this.distributor = distributor;
        this.admission = admission;
        this.tenants = tenants;
    }

    @POST
    @Path("loki/api/v1/push")
    public Response push(@Context HttpServerRequest request, @Nullable InputStream body) {
        return store(PushKind.PUSH, request, body);
    }

    @POST
    @Path("api/prom/push")
    public Response legacyPush(@Context HttpServerRequest request, @Nullable InputStream body) {
        return store(PushKind.LEGACY_PUSH, request, body);
    }

    /** OpenTelemetry's clients read failures as a protobuf status, whatever they sent. */
    @POST
    @Path("otlp/v1/logs")
    public Response otlp(@Context HttpServerRequest request, @Nullable InputStream body) {
        try {
            return store(PushKind.OTLP, request, body);
        } catch (RuntimeException e) {
            if (HttpErrors.isDefect(e)) {
                throw e;
            }
            return otlpFailure(HttpErrors.of(e));
        }
    }

    private static Response otlpFailure(HttpError error) {
        return Response.status(OtlpStatus.httpStatus(error.status()))
                .entity(OtlpStatus.encode(error.body()))
                .type(OtlpStatus.CONTENT_TYPE)
                .build();
    }

    private Response store(PushKind kind, HttpServerRequest request, @Nullable InputStream body) {
        Tenant tenant = tenants.one(request.getHeader(TenantResolver.HEADER));
        admission.admit(
                kind,
                header(request, HttpHeaders.CONTENT_TYPE),
                header(request, HttpHeaders.CONTENT_ENCODING),
                body,
                HttpBodies.announcedBytes(request),
                pushed -> distributor.push(tenant, pushed));
        return Response.noContent().build();
    }

    private static String header(HttpServerRequest request, CharSequence name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
