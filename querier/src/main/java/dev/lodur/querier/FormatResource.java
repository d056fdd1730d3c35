package dev.lodur.querier;

import dev.lodur.http.Responses;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.PrettyPrinter;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.model.LodurException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Formats queries; asks for no tenant, and answers mistakes in JSON, as Loki does here and nowhere else. */
@Path("loki/api/v1/format_query")
@RunOnVirtualThread
public final class FormatResource {
    @GET
    public Response format(@Context HttpServerRequest request) {
        return format(Forms.ofQuery(request));
    }

    @POST
    public Response formatByForm(@Context HttpServerRequest request, @Nullable InputStream body) {
        return format(Forms.of(request, body));
    }

    private static Response format(Parameters parameters) {
        try {
            String formatted = PrettyPrinter.print(LogqlParser.parse(parameters.get("query")));
            return Responses.json(json -> Answers.formattedQuery(json, formatted));
        } catch (LodurException e) {
            return Responses.json(e.code().httpStatus(), json -> Answers.formatQueryError(json, e.text()));
        }
    }
}
