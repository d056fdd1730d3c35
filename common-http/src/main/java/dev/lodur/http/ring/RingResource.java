package dev.lodur.http.ring;

import dev.lodur.http.PageFormat;
import dev.lodur.http.Responses;
import dev.lodur.ring.Ring;
import dev.lodur.ring.RingAdministration;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The ring as a page and as JSON, with what may be done about members that are lost. */
@Path("/{page:ring|distributor/ring|ingester/ring}")
@RunOnVirtualThread
public final class RingResource {
    private final Ring ring;
    private final RingAdministration administration;
    private final Clock clock;

    public RingResource(Ring ring, RingAdministration administration, Clock clock) {
        this.ring = ring;
        this.administration = administration;
        this.clock = clock;
    }

    @GET
    public Response show(
            @QueryParam("format") @Nullable String format, @HeaderParam("Accept") @Nullable String accept) {
        RingPage page = new RingPage(ring.view(), clock.instant());
        return switch (PageFormat.of(format, accept)) {
            case HTML -> page.html();
            case JSON -> Responses.json(page::write);
        };
    }

    /** Loki's form: the field names what is done, its value with whom. Then the page is shown again. */
    @POST
    public Response change(
            @FormParam("forget") @Nullable String forgotten, @FormParam("write_off") @Nullable String writtenOff) {
        if (forgotten != null) {
            administration.forget(forgotten);
        }
        if (writtenOff != null) {
            administration.writeOff(writtenOff);
        }
        return Response.status(Response.Status.FOUND).header("Location", "ring").build();
    }
}
