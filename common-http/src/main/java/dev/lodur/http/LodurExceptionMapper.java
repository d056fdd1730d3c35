package dev.lodur.http;

import dev.lodur.lokiapi.read.HttpErrors;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of an edge into Loki's plain-text answer; what is a defect of ours is logged, here and only here. */
public final class LodurExceptionMapper {
    private static final Logger LOG = Logger.getLogger(LodurExceptionMapper.class);

    @ServerExceptionMapper
    public Response notFound(NotFoundException failure) {
        return Responses.of(HttpErrors.pageNotFound());
    }

    @ServerExceptionMapper
    public Response notAllowed(NotAllowedException failure) {
        return Responses.of(HttpErrors.methodNotAllowed());
    }

    /** What the framework refuses by itself, such as a header that is not one: the client's mistake, not a defect. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        if (status.getFamily() != Response.Status.Family.CLIENT_ERROR) {
            return any(failure);
        }
        return Responses.text(status.getStatusCode(), status.getReasonPhrase().toLowerCase(Locale.ROOT) + "\n");
    }

    @ServerExceptionMapper
    public Response any(Throwable failure) {
        if (HttpErrors.isDefect(failure)) {
            LOG.error("request failed", failure);
        }
        return Responses.of(HttpErrors.of(failure));
    }
}
