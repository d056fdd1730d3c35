package dev.lodur.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks a running process whether it is ready, for containers that have no shell. */
final class HealthCheck {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private HealthCheck() {}

    /** Whether the address answers 200 within five seconds; prints what is wrong where it does not. */
    static boolean passes(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            System.out.println(status == 200 ? "lodur is healthy" : url + " answers " + status);
            return status == 200;
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            System.err.println("cannot ask " + url + ": " + e.getMessage());
            return false;
        }
    }
}
