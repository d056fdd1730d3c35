package dev.lodur.app;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.LokiConfigSource;
import dev.lodur.config.ServerConfig;
import dev.lodur.config.Target;
import dev.lodur.http.LogqlSelectors;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogPointer;
import io.quarkus.runtime.Quarkus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Starts a process: reads the command line and the configuration file before Quarkus starts, since they decide the ports.
 * Each application's main class calls it with the role that the application has.
 */
public final class Launcher {
    private static final int FAILED = 1;

    private final Target role;

    private Launcher(Target role) {
        this.role = role;
    }

    /** Runs a process until it is stopped; what is wrong with its start is printed, and its exit status is 1. */
    public static void run(Target role, String... arguments) {
        run(role, List.of(), config -> Optional.empty(), arguments);
    }

    /**
     * As {@link #run(Target, String...)}; an application that also has commands, of which the first argument may name one.
     *
     * @param pointer what commands find the catalogs by in a bucket without conditional writes, where there is a Consul
     */
    public static void run(
            Target role,
            List<Command> commands,
            Function<LokiConfig, Optional<CatalogPointer>> pointer,
            String... arguments) {
        try {
            if (CommandRunner.isNamed(arguments)) {
                System.exit(new CommandRunner(role, commands, pointer).run(List.of(arguments)));
            }
            CommandLine line = CommandLine.parse(Arrays.asList(arguments));
            if (line.health()) {
                System.exit(HealthCheck.passes(line.healthUrl()) ? 0 : FAILED);
            }
            if (!answered(line)) {
                new Launcher(role).start(line);
            }
        } catch (LodurException e) {
            System.err.println(e.text());
            System.exit(FAILED);
        }
    }

    /** Whether the command line only asked for something to be printed. */
    private static boolean answered(CommandLine line) {
        if (line.version()) {
            System.out.println(version());
        } else if (line.help()) {
            System.out.println(CommandLine.usage());
        } else if (line.listTargets()) {
            System.out.println(Arrays.stream(Target.values()).map(Target::text).collect(Collectors.joining("\n")));
        } else {
            return false;
        }
        return true;
    }

    private void start(CommandLine line) {
        ConfigLoader loader = ConfigLoader.ofProcess(line, role).checking(new LogqlSelectors());
        ConfigLoader.Loaded loaded = loader.load();
        loaded.warnings().forEach(warning -> System.err.println("warning: " + warning));
        if (line.verifyConfig()) {
            System.out.println("config is valid");
            return;
        }
        if (line.printConfigToStderr()) {
            System.err.println("# " + version());
            System.err.println(loaded.config().asYaml());
        }
        SettingsInConsul.require(loaded.config());
        HangUp.keepForLater();
        LokiConfigSource.install(loader, loaded);
        announce(loaded.config().server());
        Quarkus.run();
    }

    private void announce(ServerConfig server) {
        String host = server.httpListenAddress().isEmpty() ? "localhost" : server.httpListenAddress();
        String base = "http://" + host + ":" + server.httpListenPort() + server.httpPathPrefix();
        if (role == Target.ALL || role == Target.DISTRIBUTOR) {
            System.out.println("lodur: push to        " + base + "/loki/api/v1/push");
            System.out.println("lodur: OTLP logs to   " + base + "/otlp/v1/logs");
        }
        if (role == Target.ALL || role == Target.QUERIER) {
            System.out.println("lodur: query at       " + base + "  (Grafana's Loki data source, logcli --addr)");
        }
        System.out.println("lodur: ready and metrics at " + base + "/ready and " + base + "/metrics");
    }

    private static String version() {
        String version = Launcher.class.getPackage().getImplementationVersion();
        return "lodur, version " + (version == null ? "development" : version) + ", java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + "/"
                + System.getProperty("os.arch");
    }
}
