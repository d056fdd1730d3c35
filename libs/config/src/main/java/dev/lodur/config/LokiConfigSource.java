package dev.lodur.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the properties of the configuration file to Quarkus. {@code main} reads the file and calls {@link #install}
 * before Quarkus starts; without that the source is empty, as in a build.
 *
 * <p>Its ordinal lies above {@code application.properties} (250) and below the environment (300) and {@code -D} (400).
 */
public final class LokiConfigSource implements ConfigSource {
    /** Sources below it are weaker than the file. */
    public static final int ORDINAL = 275;

    private static final String NAME = "loki configuration file";

    private static volatile @Nullable Installed installed;

    /**
     * What a process was started with.
     *
     * @param loader reads it again
     */
    public record Installed(ConfigLoader loader, LokiConfig config) {}

    /** Sets the properties that every instance in this process gives out from now on. */
    public static void install(ConfigLoader loader, LokiConfig config) {
        installed = new Installed(loader, config);
    }

    /** What {@link #install} was given; without it the defaults, as in a test that has no file. */
    public static Installed installed() {
        Installed known = installed;
        return known != null ? known : defaults();
    }

    private static Installed defaults() {
        ConfigLoader loader = new ConfigLoader(CommandLine.parse(List.of()), Map.of(), Map.of(), null);
        return new Installed(loader, loader.load().config());
    }

    /** The properties of Lodur's that weaker sources hold, the weakest source first. */
    public static List<PropertyLayer> weakerLayers(Iterable<ConfigSource> sources) {
        return StreamSupport.stream(sources.spliterator(), false)
                .filter(source -> source.getOrdinal() < ORDINAL)
                .sorted(Comparator.comparingInt(ConfigSource::getOrdinal))
                .map(source -> PropertyLayer.source(source.getName(), source.getProperties()))
                .filter(layer -> !layer.values().isEmpty())
                .toList();
    }

    private static Map<String, String> properties() {
        Installed known = installed;
        return known == null ? Map.of() : known.config().asProperties();
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
        return NAME;
    }
}
