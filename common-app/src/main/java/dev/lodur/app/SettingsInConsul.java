package dev.lodur.app;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.RingConfig;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Finds out before the start whether Consul holds the settings that the start will ask it for. */
final class SettingsInConsul {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final String KEY = "consul_kv.settings_key is \"";

    private SettingsInConsul() {}

    /** What keeps the settings from being read is an {@link ErrorCode#INVALID_REQUEST}; nothing where there is no key. */
    static void require(LokiConfig config) {
        String key = config.consulKv().settingsKey();
        if (key.isEmpty()) {
            return;
        }
        RingConfig.Consul consul = config.consul();
        String agent = (consul.isHttps() ? "https://" : "http://") + consul.hostAndPort();
        int status = status(URI.create(agent + "/v1/kv/" + key.replace(" ", "%20")), consul, key);
        if (status == 404) {
            throw refusal(key, "not found in the Consul of " + agent);
        }
        if (status != 200) {
            throw refusal(key, "the Consul agent at " + agent + " answers " + status);
        }
    }

    private static int status(URI uri, RingConfig.Consul consul, String key) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (!consul.aclToken().isEmpty()) {
                connection.setRequestProperty(
                        "X-Consul-Token", consul.aclToken().value());
            }
            return connection.getResponseCode();
        } catch (IOException e) {
            throw refusal(key, "the Consul agent at " + consul.hostAndPort() + " cannot be asked: " + e.getMessage());
        }
    }

    private static LodurException refusal(String key, String reason) {
        return new LodurException(ErrorCode.INVALID_REQUEST, KEY + key + "\", " + reason);
    }
}
