package dev.lodur.config;

import java.util.List;
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

    private static volatile @Nullable LokiConfig installed;

    /** Sets the properties that every instance in this process gives out from now on. */
    public static void install(LokiConfig config) {
        installed = config;
    }

    /** What {@link #install} was given; without it the defaults, as in a test that has no file. */
    public static LokiConfig installed() {
        LokiConfig config = installed;
        return config != null
                ? config
                : ConfigLoader.load(CommandLine.parse(List.of()), Map.of()).config();
    }

    private static Map<String, String> properties() {
        LokiConfig config = installed;
        return config == null ? Map.of() : config.asProperties();
    }

    @Override
    public Map<String, String> getProperties() {
        return properties();
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties().keySet();
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public @Nullable String getValue(String name) {
        return properties().get(name);
    }

    @Override
    public String getName() {
        return "loki configuration file";
    }
}
