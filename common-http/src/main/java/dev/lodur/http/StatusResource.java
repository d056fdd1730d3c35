package dev.lodur.http;

import dev.lodur.config.LokiConfig;
import dev.lodur.lokiapi.read.Answers;
import dev.lodur.lokiapi.read.BuildInfo;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages that every service has: readiness, services, configuration, version and log level. */
@Path("/")
@RunOnVirtualThread
public final class StatusResource {
    private static final String ROOT_LOGGER = "";

    private final Instance<ServiceStatus> services;
    private final LokiConfig config;
    private final BuildInfo buildInfo;
    private final Readiness readiness;

    public StatusResource(
            @Any Instance<ServiceStatus> services, LokiConfig config, BuildInfo buildInfo, Readiness readiness) {
        this.services = services;
        this.config = config;
        this.buildInfo = buildInfo;
        this.readiness = readiness;
    }

    /** {@code ready}, or 503 with the first reason why not. */
    @GET
    @Path("ready")
    public Response ready() {
        String reason = readiness.notReadyReason();
        return reason.isEmpty() ? Responses.text(200, "ready\n") : Responses.text(503, reason + "\n");
    }

    @GET
    @Path("services")
    public Response services() {
        String lines = services.stream()
                .map(service -> service.name() + " => " + service.state() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return Responses.text(200, lines);
    }

    /** The configuration in force, secrets masked. */
    @GET
    @Path("config")
    public Response config() {
        return Responses.text(200, config.asYaml());
    }

    @GET
    @Path("loki/api/v1/status/buildinfo")
    public Response buildInfo() {
        return Responses.json(json -> Answers.buildInfo(json, buildInfo));
    }

    @GET
    @Path("log_level")
    public Response logLevel() {
        return message(
                "Current log level is " + nameOf(Logger.getLogger(ROOT_LOGGER).getLevel()));
    }

    /** Sets the level of all loggers until the process ends. */
    @POST
    @Path("log_level")
    public Response setLogLevel(
            @QueryParam("log_level") @Nullable String fromQuery, @FormParam("log_level") @Nullable String fromForm) {
        String name = fromQuery != null ? fromQuery : fromForm;
        Logger.getLogger(ROOT_LOGGER).setLevel(levelOf(name));
        return message("Log level set to " + name);
    }

    private static Response message(String text) {
        return Responses.json(
                json -> json.beginObject().name("message").value(text).endObject());
    }

    static Level levelOf(@Nullable String name) {
        return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
            case "debug" -> Level.FINE;
            case "info" -> Level.INFO;
            case "warn" -> Level.WARNING;
            case "error" -> Level.SEVERE;
            default ->
                throw new LodurException(
                        ErrorCode.INVALID_REQUEST,
                        "unrecognized log level \"" + name + "\": use debug, info, warn or error");
        };
    }

    static String nameOf(@Nullable Level level) {
        int value = level == null ? Level.INFO.intValue() : level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn";
        }
        return value >= Level.INFO.intValue() ? "info" : "debug";
    }
}
