package dev.lodur.standalone.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The ring as its keys lie in Consul, read without any code of ours. */
final class RingKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PREFIX = "/v1/kv/loki/collectors/ring/";

    /**
     * One member's key.
     *
     * @param held whether a session holds it
     */
    record Key(String id, String state, boolean held) {
        boolean isActive() {
            return held && state.equals("ACTIVE");
        }
    }

    private RingKeys() {}

    /**
     * @param host of the agent, with its port
     */
    static List<Key> read(String host) {
        try {
            URI uri = URI.create("http://" + host + PREFIX + "?recurse=true");
            HttpResponse<String> response =
                    CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 404 ? List.of() : keys(JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Key> keys(JsonNode entries) throws IOException {
        List<Key> keys = new ArrayList<>();
        for (JsonNode entry : entries) {
            JsonNode value =
                    JSON.readTree(Base64.getDecoder().decode(entry.path("Value").asText()));
            String key = entry.path("Key").asText();
            keys.add(new Key(
                    key.substring(key.lastIndexOf('/') + 1),
                    value.path("state").asText(),
                    entry.hasNonNull("Session")));
        }
        return keys;
    }
}
