package dev.lodur.app;

import dev.lodur.http.ConfigReload;
import dev.lodur.http.Threads;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers the signal SIGHUP by reading the configuration again; it never ends the process. A signal during the start is
 * kept until the start is over.
 */
@ApplicationScoped
public class HangUp {
    private static final Logger LOG = Logger.getLogger(HangUp.class.getName());
    private static final String NAME = "HUP";
    private static final AtomicBoolean PENDING = new AtomicBoolean();

    /** To be called before anything else starts. */
    static void keepForLater() {
        handle(() -> PENDING.set(true));
    }

    /** Once more, because Quarkus takes this signal for itself when a native image starts. */
    void started(@Observes StartupEvent event, ConfigReload reload, Threads threads) {
        Runnable action = () -> threads.blocking().execute(reload::reload);
        handle(action);
        if (PENDING.getAndSet(false)) {
            action.run();
        }
    }

    /** By reflection, because the compiler takes the only class of Java that knows signals for a mistake. */
    private static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (self, method, arguments) -> method.getDeclaringClass().equals(handler)
                            ? run(action)
                            : method.invoke(action, arguments));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(NAME), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "SIGHUP does not reload the configuration here", e);
        }
    }

    private static @Nullable Object run(Runnable action) {
        action.run();
        return null;
    }
}
