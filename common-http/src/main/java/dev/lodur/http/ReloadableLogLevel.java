package dev.lodur.http;

import dev.lodur.config.LokiConfig;
import java.util.Locale;
import java.util.logging.Logger;

/** Takes the level from which on the process logs; the last word between this and {@code POST /log_level} counts. */
final class ReloadableLogLevel implements Reloadable {
    @Override
    public boolean takes(String key) {
        return key.equals("server.log_level");
    }

    @Override
    public void reload(LokiConfig now) {
        String name = now.server().logLevel().name().toLowerCase(Locale.ROOT);
        Logger.getLogger("").setLevel(StatusResource.levelOf(name));
    }
}
