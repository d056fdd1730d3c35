package dev.lodur.config;

import dev.lodur.model.TenantLimits;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a process, checked: a record for each subject.
 *
 * @param limits what holds for tenants without limits of their own
 * @param asProperties the values that Quarkus itself needs, under its names; without secrets other than the token for
 *     settings in Consul
 * @param keys the values of all keys
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
        RuntimeConfig runtime,
        ServiceRegistrationConfig registration,
        ConsulKvConfig consulKv,
        PatternIngesterConfig patternIngester,
        Map<String, String> asProperties,
        KeyValues keys) {

    private static final String LIMITS = "limits_config";

    public LokiConfig {
        targets = Set.copyOf(targets);
        asProperties = Map.copyOf(asProperties);
    }

    /** Every key with the value in force as YAML, secrets masked: for {@code /config}. */
    public String asYaml() {
        return keys.asYaml();
    }

    /** The Consul agent of this process: that of the ingesters' ring. */
    public RingConfig.Consul consul() {
        return ingester.lifecycler().ring().consul();
    }

    /** Whether this process runs everything, and so needs nobody to find others through. */
    public boolean runsAll() {
        return targets.contains(Target.ALL);
    }

    /** Builds the records; mistakes that only show between keys go to the problems. */
    static LokiConfig of(
            Settings settings,
            @Nullable Target application,
            Map<String, String> environment,
            SelectorCheck selectors,
            Problems problems) {
        Settings given = settings.copy();
        Set<Target> targets = Target.of(settings, application, problems);
        TenancyMode tenancy = TenancyMode.of(settings, problems);
        new CommonInheritance(settings, problems).apply();
        new RoleDefaults(settings, environment, problems).apply(targets);
        problems.throwErrors();
        try {
            return build(settings, given, targets, environment, tenancy, selectors, problems);
        } catch (InvalidPathException e) {
            problems.error("", "\"" + e.getInput() + "\" is not a path: " + e.getReason());
            problems.throwErrors();
            throw e;
        }
    }

    private static LokiConfig build(
            Settings settings,
            Settings given,
            Set<Target> targets,
            Map<String, String> environment,
            TenancyMode tenancy,
            SelectorCheck selectors,
            Problems problems) {
        IngesterConfig ingester = IngesterConfig.of(settings, problems, targets.contains(Target.INGESTER));
        ConsulKvConfig consulKv = ConsulKvConfig.of(settings);
        LokiConfig config = new LokiConfig(
                targets,
                tenancy,
                ServerConfig.of(settings, problems),
                CommonConfig.of(settings),
                DistributorConfig.of(settings, problems),
                ingester,
                QuerierConfig.of(settings, problems),
                storage(settings, targets, environment, problems),
                CompactorConfig.of(settings, problems),
                new LimitsReader(settings, LIMITS, selectors, problems).read(TenantLimits.DEFAULTS),
                RuntimeConfig.of(settings),
                ServiceRegistrationConfig.of(settings, problems),
                consulKv,
                PatternIngesterConfig.of(settings),
                ConfigProperties.of(given, ingester.lifecycler().ring().consul(), consulKv),
                new KeyValues(given, settings));
        new RoleChecks(settings, problems).check(config);
        RetentionChecks.check(config, settings, problems);
        problems.throwErrors();
        return config;
    }

    private static StorageConfig storage(
            Settings settings, Set<Target> targets, Map<String, String> environment, Problems problems) {
        S3Reader buckets = new S3Reader(settings, problems, environment, RoleChecks.needsStorage(targets));
        return new SchemaReader(settings, problems, buckets).read();
    }
}
