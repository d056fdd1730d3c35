package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.DetectedField;
import dev.lodur.lokiapi.read.DetectedFieldsQuery;
import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.TenantResolver;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Detected fields, their values and detected labels, by GET and by form. */
@Path("/")
@RunOnVirtualThread
public final class DetectionResource {
    private final DetectionService detection;
    private final TenantResolver tenants;
    private final Clock clock;

    public DetectionResource(DetectionService detection, TenantResolver tenants, Clock clock) {
        this.detection = detection;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GET
    @Path("loki/api/v1/detected_fields")
    public Response fields(@Context RoutingContext routing) {
        return fields(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/detected_fields")
    public Response fieldsByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return fields(routing, Forms.of(routing.request(), body));
    }

    private Response fields(RoutingContext routing, Parameters parameters) {
        DetectedFieldsQuery query = DetectedFieldsQuery.parse(parameters, clock);
        List<DetectedField> fields = detection.fields(Asker.of(routing, tenants), query);
        return Responses.json(json -> Answers.detectedFields(json, fields, query.fieldLimit()));
    }

    @GET
    @Path("loki/api/v1/detected_field/{name}/values")
    public Response values(@Context RoutingContext routing, @PathParam("name") String name) {
        return values(routing, name, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/detected_field/{name}/values")
    public Response valuesByForm(
            @Context RoutingContext routing, @PathParam("name") String name, @Nullable InputStream body) {
        return values(routing, name, Forms.of(routing.request(), body));
    }

    private Response values(RoutingContext routing, String name, Parameters parameters) {
        DetectedFieldsQuery query = DetectedFieldsQuery.parse(parameters, clock);
        List<String> values = detection.values(Asker.of(routing, tenants), name, query);
        return Responses.json(json -> Answers.detectedFieldValues(json, values, query.fieldLimit()));
    }

    @GET
    @Path("loki/api/v1/detected_labels")
    public Response labels(@Context RoutingContext routing) {
        return labels(routing, Forms.ofQuery(routing.request()));
    }

    @POST
    @Path("loki/api/v1/detected_labels")
    public Response labelsByForm(@Context RoutingContext routing, @Nullable InputStream body) {
        return labels(routing, Forms.of(routing.request(), body));
    }

    private Response labels(RoutingContext routing, Parameters parameters) {
        Map<String, Long> labels = detection.labels(Asker.of(routing, tenants), LabelsQuery.parse(parameters, clock));
        return Responses.json(json -> Answers.detectedLabels(json, labels));
    }
}
