package dev.lodur.ring.consul;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks to a Consul agent over its HTTP API, version 1. Thread-safe. */
public final class HttpConsul implements Consul {
    private static final String INDEX = "X-Consul-Index";
    private static final String TOKEN = "X-Consul-Token";

    /** The agent adds up to a sixteenth to the time that a call waits. */
    private static final int WAIT_JITTER_FRACTION = 16;

    private final URI base;
    private final String token;
    private final Duration timeout;
    private final boolean consistentReads;
    private final HttpClient client;

    /**
     * @param host {@code host:port}, with or without a scheme
     * @param token an ACL token, or empty
     * @param timeout of a call, besides the time that it asks to wait
     * @param consistentReads whether reads go through the leader and a check of its leadership
     */
    public HttpConsul(String host, String token, Duration timeout, boolean consistentReads) {
        this.base = URI.create(host.contains("://") ? host : "http://" + host);
        this.token = token;
        this.timeout = timeout;
        this.consistentReads = consistentReads;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public Seen<List<Entry>> list(String prefix, long afterIndex, Duration wait) {
        HttpResponse<byte[]> response =
                read("/v1/kv/" + path(prefix) + "?recurse=true" + waiting(afterIndex, wait), wait);
        List<Entry> entries = response.statusCode() == 404 ? List.of() : Json.list(json(response), HttpConsul::entry);
        return new Seen<>(index(response), entries);
    }

    @Override
    public Seen<Optional<Entry>> get(String key, long afterIndex, Duration wait) {
        HttpResponse<byte[]> response = read("/v1/kv/" + path(key) + "?" + waiting(afterIndex, wait), wait);
        List<Entry> entries = response.statusCode() == 404 ? List.of() : Json.list(json(response), HttpConsul::entry);
        return new Seen<>(index(response), entries.stream().findFirst());
    }

    private static Entry entry(Object json) {
        return new Entry(
                Json.text(json, "Key"),
                Base64.getDecoder().decode(Json.text(json, "Value")),
                Json.number(json, "ModifyIndex"),
                Json.text(json, "Session"));
    }

    @Override
    public void put(String key, byte[] value) {
        putKey(key, value, "");
    }

    @Override
    public boolean putIf(String key, byte[] value, long modifyIndex) {
        return putKey(key, value, "?cas=" + modifyIndex);
    }

    @Override
    public boolean acquire(String key, byte[] value, String session) {
        return putKey(key, value, "?acquire=" + session);
    }

    private boolean putKey(String key, byte[] value, String query) {
        if (value.length > VALUE_BYTES_MAX) {
            throw new LodurException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the value of consul's key " + key + " has " + value.length + " bytes, consul takes "
                            + VALUE_BYTES_MAX);
        }
        return isTrue(send("/v1/kv/" + path(key) + query, value));
    }

    @Override
    public boolean deleteIf(String key, long modifyIndex) {
        return isTrue(
                call(request("/v1/kv/" + path(key) + "?cas=" + modifyIndex).DELETE(), timeout));
    }

    @Override
    public String createSession(String name, Duration timeToLive) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("Name", name);
        session.put("TTL", timeToLive.toSeconds() + "s");
        session.put("Behavior", "release");
        session.put("LockDelay", "0s");
        session.put("Checks", List.of());
        session.put("NodeChecks", List.of());
        session.put("ServiceChecks", List.of());
        String id = Json.text(json(send("/v1/session/create", Json.write(session))), "ID");
        if (id.isEmpty()) {
            throw unavailable("names no session", null);
        }
        return id;
    }

    @Override
    public boolean renewSession(String session) {
        return call(request("/v1/session/renew/" + session).PUT(HttpRequest.BodyPublishers.noBody()), timeout)
                        .statusCode()
                == 200;
    }

    @Override
    public void destroySession(String session) {
        send("/v1/session/destroy/" + session, new byte[0]);
    }

    @Override
    public boolean isRegistered(String id) {
        return read("/v1/agent/service/" + path(id), Duration.ZERO).statusCode() == 200;
    }

    @Override
    public void register(ServiceDefinition service) {
        send("/v1/agent/service/register", Json.write(registration(service)));
    }

    private static Map<String, Object> registration(ServiceDefinition service) {
        String interval = service.checkInterval().toMillis() + "ms";
        List<Map<String, Object>> checks = new ArrayList<>();
        checks.add(check(
                service,
                "ready",
                interval,
                "HTTP",
                "http://" + service.address() + ":" + service.httpPort() + service.readyPath()));
        Map<String, Object> meta = new LinkedHashMap<>(service.meta());
        if (service.grpcPort() > 0) {
            meta.put(ServiceDefinition.GRPC_PORT, Integer.toString(service.grpcPort()));
            checks.add(check(service, "grpc", interval, "GRPC", service.address() + ":" + service.grpcPort()));
        }
        Map<String, Object> registration = new LinkedHashMap<>();
        registration.put("ID", service.id());
        registration.put("Name", service.name());
        registration.put("Address", service.address());
        registration.put("Port", service.httpPort());
        registration.put("Tags", service.tags());
        registration.put("Meta", meta);
        registration.put("Checks", checks);
        return registration;
    }

    private static Map<String, Object> check(
            ServiceDefinition service, String name, String interval, String kind, String target) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("CheckID", service.id() + ":" + name);
        check.put("Name", name);
        check.put(kind, target);
        check.put("Interval", interval);
        check.put("Timeout", interval);
        check.put("DeregisterCriticalServiceAfter", service.deregisterAfter().toSeconds() + "s");
        return check;
    }

    @Override
    public void deregister(String id) {
        call(request("/v1/agent/service/deregister/" + path(id)).PUT(HttpRequest.BodyPublishers.noBody()), timeout);
    }

    @Override
    public Seen<List<ServiceInstance>> healthy(String service, long afterIndex, Duration wait) {
        HttpResponse<byte[]> response =
                read("/v1/health/service/" + path(service) + "?passing=true" + waiting(afterIndex, wait), wait);
        return new Seen<>(index(response), Json.list(json(response), HttpConsul::instance));
    }

    private static ServiceInstance instance(Object json) {
        Object service = Json.field(json, "Service");
        String address = Json.text(service, "Address");
        String grpcPort = Json.text(Json.field(service, "Meta"), ServiceDefinition.GRPC_PORT);
        return new ServiceInstance(
                Json.text(service, "ID"),
                address.isEmpty() ? Json.text(Json.field(json, "Node"), "Address") : address,
                (int) Json.number(service, "Port"),
                grpcPort.matches("\\d{1,5}") ? Integer.parseInt(grpcPort) : 0);
    }

    private String waiting(long afterIndex, Duration wait) {
        String consistency = consistentReads ? "&consistent" : "";
        return wait.isZero() ? consistency : consistency + "&index=" + afterIndex + "&wait=" + wait.toMillis() + "ms";
    }

    private HttpResponse<byte[]> read(String pathAndQuery, Duration wait) {
        Duration patience = timeout.plus(wait).plus(wait.dividedBy(WAIT_JITTER_FRACTION));
        return call(request(pathAndQuery).GET(), patience);
    }

    private HttpResponse<byte[]> send(String pathAndQuery, byte[] body) {
        HttpResponse<byte[]> response =
                call(request(pathAndQuery).PUT(HttpRequest.BodyPublishers.ofByteArray(body)), timeout);
        if (response.statusCode() != 200) {
            throw unavailable("answers " + describe(response), null);
        }
        return response;
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(pathAndQuery));
        return token.isEmpty() ? request : request.header(TOKEN, token);
    }

    /** An answer of 404 is one; any other that is no success says that consul is of no use now. */
    private HttpResponse<byte[]> call(HttpRequest.Builder request, Duration patience) {
        try {
            HttpResponse<byte[]> response =
                    client.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200 && response.statusCode() != 404) {
                throw unavailable("answers " + describe(response), null);
            }
            return response;
        } catch (IOException e) {
            throw unavailable("does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "interrupted while asking consul", e);
        }
    }

    private static String describe(HttpResponse<byte[]> response) {
        return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8).strip();
    }

    private LodurException unavailable(String what, @Nullable Throwable cause) {
        return new LodurException(ErrorCode.UNAVAILABLE, "consul at " + base + " " + what, cause);
    }

    private @Nullable Object json(HttpResponse<byte[]> response) {
        try {
            return Json.read(response.body());
        } catch (IOException e) {
            throw unavailable("answers what is no JSON: " + e.getMessage(), e);
        }
    }

    private static boolean isTrue(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8).strip().equals("true");
    }

    private static long index(HttpResponse<byte[]> response) {
        return response.headers().firstValueAsLong(INDEX).orElse(0);
    }

    private static String path(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
