package dev.lodur.querier;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells Quarkus that a request which became a websocket is over as a request. It would count as running for as long as the
 * process lives, even when the websocket is closed, and every stop would wait in vain for the whole of
 * {@code graceful_shutdown_timeout}. Quarkus 3.33 has no public way to say so.
 */
@RegisterForReflection(targets = QuarkusRequestWrapper.class)
final class Upgrades {
    private static final Logger LOG = Logger.getLogger(Upgrades.class);
    private static final @Nullable Method DONE = done();

    private Upgrades() {}

    private static @Nullable Method done() {
        try {
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            return done;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("a stop will wait for requests that became websockets: quarkus has changed", e);
            return null;
        }
    }

    static void over(HttpServerRequest request) {
        try {
            if (DONE != null) {
                DONE.invoke(QuarkusRequestWrapper.get(request));
            }
        } catch (ReflectiveOperationException e) {
            LOG.warn("a stop will wait for a request that became a websocket", e);
        }
    }
}
