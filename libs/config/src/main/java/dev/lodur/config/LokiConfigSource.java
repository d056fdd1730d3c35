package dev.lodur.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the properties of the configuration file to Quarkus. {@code main} reads the file and calls {@link #install}
 * before Quarkus starts; without that the source is empty, as in a build.
 *
 * <p>Its ordinal lies above {@code application.properties} (250) and below the environment (300) and {@code -D} (400).
 */
public final class LokiConfigSource implements ConfigSource {
    private static final int ORDINAL = 275;

    private static volatile Map<String, String> installed = Map.of();

    /** Sets the properties that every instance in this process gives out from now on. */
    public static void install(LokiConfig config) {
        installed = config.asProperties();
    }

    @Override
    public Map<String, String> getProperties() {
        return installed;
    }

    @Override
    public Set<String> getPropertyNames() {
        return installed.keySet();
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public @Nullable String getValue(String name) {
        return installed.get(name);
    }

    @Override
    public String getName() {
        return "loki configuration file";
    }
}
