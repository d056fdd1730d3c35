package dev.lodur.querier.cluster;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Hands on to all ingesters what clients ask of the one address that they know. */
@Path("/")
@RunOnVirtualThread
@IfBuildProperty(name = "quarkus.application.name", stringValue = "lodur-querier")
public final class FlushResource {
    private final RingIngesters ingesters;
    private final FlushAll flushes;

    FlushResource(RingIngesters ingesters, FlushAll flushes) {
        this.ingesters = ingesters;
        this.flushes = flushes;
    }

    /** As an ingester's own: answers when all is on their disks. */
    @POST
    @Path("flush")
    public Response flush() {
        flushes.run(ingesters.flushes());
        return Response.noContent().build();
    }

    @GET
    @Path("flush")
    public Response flushByGet() {
        return flush();
    }
}
