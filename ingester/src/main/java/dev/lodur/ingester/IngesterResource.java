package dev.lodur.ingester;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What operators ask of an ingester over HTTP. */
@Path("/")
@RunOnVirtualThread
public final class IngesterResource {
    private final IngesterRole ingester;

    public IngesterResource(IngesterRole ingester) {
        this.ingester = ingester;
    }

    /** Flushes all that is in memory; answers when it is on disk, while the bucket follows in the background. */
    @POST
    @Path("flush")
    public Response flush() {
        ingester.flush();
        return Response.noContent().build();
    }

    @GET
    @Path("flush")
    public Response flushByGet() {
        return flush();
    }
}
