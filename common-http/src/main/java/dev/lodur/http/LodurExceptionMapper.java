package dev.lodur.http;

import dev.lodur.lokiapi.read.HttpErrors;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
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

    @ServerExceptionMapper
    public Response any(Throwable failure) {
        if (HttpErrors.isDefect(failure)) {
            LOG.error("request failed", failure);
        }
        return Responses.of(HttpErrors.of(failure));
    }
}
