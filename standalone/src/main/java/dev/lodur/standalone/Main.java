package dev.lodur.standalone;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfigSource;
import dev.lodur.config.ServerConfig;
import dev.lodur.config.Target;
import dev.lodur.model.LodurException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The process: reads the command line and the configuration file before Quarkus starts, since they decide the port. */
@QuarkusMain
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String... arguments) {
        try {
            CommandLine line = CommandLine.parse(Arrays.asList(arguments));
            if (line.health()) {
                System.exit(HealthCheck.passes(line.healthUrl()) ? 0 : FAILED);
            }
            if (!answered(line)) {
                start(line);
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
            System.out.println(Arrays.stream(Target.values())
                    .map(target -> target.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining("\n")));
        } else {
            return false;
        }
        return true;
    }

    private static void start(CommandLine line) {
        ConfigLoader.Loaded loaded = ConfigLoader.load(line, System.getenv());
        loaded.warnings().forEach(warning -> System.err.println("warning: " + warning));
        if (line.verifyConfig()) {
            System.out.println("config is valid");
            return;
        }
        if (line.printConfigToStderr()) {
            System.err.println("# " + version());
            System.err.println(loaded.config().asYaml());
        }
        LokiConfigSource.install(loaded.config());
        announce(loaded.config().server());
        Quarkus.run();
    }

    private static void announce(ServerConfig server) {
        String host = server.httpListenAddress().isEmpty() ? "localhost" : server.httpListenAddress();
        String base = "http://" + host + ":" + server.httpListenPort() + server.httpPathPrefix();
        System.out.println("lodur: push to        " + base + "/loki/api/v1/push");
        System.out.println("lodur: OTLP logs to   " + base + "/otlp/v1/logs");
        System.out.println("lodur: query at       " + base + "  (Grafana's Loki data source, logcli --addr)");
        System.out.println("lodur: ready and metrics at " + base + "/ready and " + base + "/metrics");
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "lodur, version " + (version == null ? "development" : version) + ", java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + "/"
                + System.getProperty("os.arch");
    }
}
