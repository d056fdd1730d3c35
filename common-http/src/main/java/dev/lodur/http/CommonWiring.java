package dev.lodur.http;

import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.LokiConfigSource;
import dev.lodur.config.PropertyLayer;
import dev.lodur.config.TenantOverrides;
import dev.lodur.lokiapi.read.BuildInfo;
import dev.lodur.lokiapi.read.TenantResolver;
import dev.lodur.model.LodurException;
import dev.lodur.model.TenantLimits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What every service is wired from: the configuration read before the start, limits, clock and threads. */
@ApplicationScoped
public class CommonWiring {
    private static final Logger LOG = Logger.getLogger(CommonWiring.class);

    /** What was read before the start, read again where sources that only Quarkus knows add something to it. */
    @Produces
    @Singleton
    LokiConfig config(Config properties) {
        LokiConfigSource.Installed installed = LokiConfigSource.installed();
        List<PropertyLayer> layers = LokiConfigSource.weakerLayers(properties.getConfigSources());
        return layers.isEmpty() ? installed.loaded().config() : load(installed, layers);
    }

    private static LokiConfig load(LokiConfigSource.Installed installed, List<PropertyLayer> layers) {
        try {
            ConfigLoader.Loaded loaded = installed.loader().load(layers);
            loaded.warnings().stream()
                    .filter(warning -> !installed.loaded().warnings().contains(warning))
                    .forEach(LOG::warn);
            return loaded.config();
        } catch (LodurException e) {
            throw new ConfigurationException(e.text());
        }
    }

    @Produces
    @Singleton
    ConfigReload reload(
            LokiConfig started, Config properties, @Any Instance<Reloadable> reloadables, MeterRegistry registry) {
        ConfigLoader loader = LokiConfigSource.installed().loader();
        List<PropertyLayer> layers = LokiConfigSource.weakerLayers(properties.getConfigSources());
        ConfigReload reload = new ConfigReload(
                started,
                () -> loader.load(layers).config(),
                reloadables.stream().toList());
        Gauge.builder("lodur_config_last_reload_successful", reload, now -> now.lastSuccessful() ? 1 : 0)
                .description("Whether the configuration was without mistakes when last read.")
                .register(registry);
        return reload;
    }

    @Produces
    @Singleton
    Reloadable reloadableLimits(TenantOverrides overrides) {
        return new ReloadableLimits(overrides);
    }

    @Produces
    @Singleton
    Reloadable reloadableLogLevel() {
        return new ReloadableLogLevel();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Threads threads() {
        return new Threads(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("lodur-", 0).factory()),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("lodur-scheduler").daemon().factory()));
    }

    /** The limits of the file, and the overrides of tenants, whose files are read again while the process runs. */
    @Produces
    @Singleton
    @Typed(TenantOverrides.class)
    TenantOverrides overrides(LokiConfig config, Threads threads, MeterRegistry registry) {
        TenantOverrides overrides =
                TenantOverrides.open(config.runtime(), config.consulKv(), config.limits(), new LogqlSelectors());
        Gauge.builder("loki_runtime_config_last_reload_successful", overrides, CommonWiring::asNumber)
                .description("Whether the last attempt to read the overrides was successful.")
                .register(registry);
        if (!config.runtime().files().isEmpty()) {
            follow(overrides, config.runtime().period().toMillis(), threads);
        }
        return overrides;
    }

    @Produces
    @Singleton
    TenantLimits.Source limits(TenantOverrides overrides) {
        return overrides;
    }

    private static void follow(TenantOverrides overrides, long periodMillis, Threads threads) {
        ScheduledFuture<?> _ = threads.scheduler()
                .scheduleWithFixedDelay(
                        () -> threads.blocking().execute(() -> reload(overrides)),
                        periodMillis,
                        periodMillis,
                        TimeUnit.MILLISECONDS);
    }

    private static void reload(TenantOverrides overrides) {
        try {
            overrides.reload();
        } catch (LodurException e) {
            LOG.warnf("the overrides were not read again, the last good ones stay in force: %s", e.text());
        }
    }

    private static double asNumber(TenantOverrides overrides) {
        return overrides.lastReloadSuccessful() ? 1 : 0;
    }

    @Produces
    @Singleton
    TenantResolver tenants(LokiConfig config) {
        TenantResolver.Mode mode = switch (config.tenancy()) {
            case DISABLED -> TenantResolver.Mode.DISABLED;
            case REQUIRED -> TenantResolver.Mode.REQUIRED;
            case HEADER_OR_DEFAULT -> TenantResolver.Mode.HEADER_OR_DEFAULT;
        };
        return new TenantResolver(mode, config.querier().multiTenantQueriesEnabled());
    }

    @Produces
    @Singleton
    BuildInfo buildInfo(@ConfigProperty(name = "quarkus.application.version") String version) {
        return new BuildInfo(
                version, "", "main", "", "", "java" + Runtime.version().feature());
    }

    void started(@Observes StartupEvent event, MeterRegistry registry, BuildInfo info) {
        Gauge.builder("loki_build_info", () -> 1)
                .description("The version that is running.")
                .tag("version", info.version())
                .tag("revision", info.revision())
                .tag("branch", info.branch())
                .tag("goversion", info.runtimeVersion())
                .register(registry);
        registry.counter("loki_panic_total");
    }

    void stopped(@Observes ShutdownEvent event, Threads threads) {
        threads.scheduler().shutdown();
    }
}
