package dev.lodur.config;

import dev.lodur.model.TenantLimits;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The whole configuration of a process, checked: a record for each subject.
 *
 * @param limits what holds for tenants without limits of their own
 * @param asProperties the values that Quarkus itself needs, under its names, and every key that Lodur uses as
 *     {@code lodur.<path with dashes>}; without secrets
 * @param yaml writes {@link #asYaml}, which few starts need
 */
public record LokiConfig(
        Set<Target> targets,
        TenancyMode tenancy,
        ServerConfig server,
        CommonConfig common,
        DistributorConfig distributor,
        IngesterConfig ingester,
        QuerierConfig querier,
        StorageConfig storage,
        CompactorConfig compactor,
        TenantLimits limits,
        OtlpConfig otlp,
        RuntimeConfig runtime,
        Map<String, String> asProperties,
        Supplier<String> yaml) {

    private static final String LIMITS = "limits_config";

    public LokiConfig {
        targets = Set.copyOf(targets);
        asProperties = Map.copyOf(asProperties);
    }

    /** Every key with the value in force as YAML, secrets masked: for {@code /config}. */
    public String asYaml() {
        return yaml.get();
    }

    /** Builds the records; mistakes that only show between keys go to the problems. */
    static LokiConfig of(Settings settings, Problems problems) {
        TenancyMode tenancy = TenancyMode.of(settings, problems);
        new CommonInheritance(settings, problems).apply();
        problems.throwErrors();
        try {
            return build(settings, tenancy, problems);
        } catch (InvalidPathException e) {
            problems.error("", "\"" + e.getInput() + "\" is not a path: " + e.getReason());
            problems.throwErrors();
            throw e;
        }
    }

    private static LokiConfig build(Settings settings, TenancyMode tenancy, Problems problems) {
        ServerConfig server = ServerConfig.of(settings, problems);
        StorageConfig storage = new SchemaReader(settings, problems).read();
        LokiConfig config = new LokiConfig(
                Target.of(settings, problems),
                tenancy,
                server,
                CommonConfig.of(settings),
                DistributorConfig.of(settings, problems),
                IngesterConfig.of(settings, problems),
                QuerierConfig.of(settings, problems),
                storage,
                CompactorConfig.of(settings, problems),
                new LimitsReader(settings, LIMITS).read(TenantLimits.DEFAULTS),
                OtlpConfig.of(settings, LIMITS, problems),
                RuntimeConfig.of(settings),
                ConfigProperties.of(settings, server),
                () -> ConfigYaml.print(settings));
        problems.throwErrors();
        return config;
    }
}
