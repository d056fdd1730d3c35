package dev.lodur.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What starts a packaged application. */
final class PackagedApplication {
    static final Path STANDALONE = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private PackagedApplication() {}

    /**
     * The beginning of the command, behind which flags stand.
     *
     * @param application a {@code quarkus-run.jar}, which this Java runs, or a native executable
     * @param javaOptions of the former only
     */
    static List<String> command(Path application, List<String> javaOptions) {
        if (!application.toString().endsWith(".jar")) {
            return List.of(application.toString());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                application.toAbsolutePath().toString()));
        return command;
    }
}
