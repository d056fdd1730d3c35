package dev.lodur.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged application where it only does something and ends.
 *
 * @param out what it printed
 * @param errors what it said besides
 */
public record LodurCommand(int exitStatus, String out, String errors) {
    /** Runs standalone to the end, at most a minute. */
    static LodurCommand run(Map<String, String> environment, String... flags) {
        return run(PackagedApplication.STANDALONE, environment, List.of(flags));
    }

    /** Runs an application to the end, at most a minute, as {@code ./lodur} does. */
    public static LodurCommand run(Path application, Map<String, String> environment, List<String> flags) {
        List<String> command = new ArrayList<>(PackagedApplication.command(application, List.of("-Xmx256m")));
        command.addAll(flags);
        try {
            Path errors = Files.createTempFile("lodur", ".err");
            try {
                return run(new ProcessBuilder(command).redirectError(errors.toFile()), environment, errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static LodurCommand run(ProcessBuilder builder, Map<String, String> environment, Path errors)
            throws IOException, InterruptedException {
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the command did not end:\n" + out + Files.readString(errors));
        }
        return new LodurCommand(process.exitValue(), out, Files.readString(errors));
    }

    /** All that it said. */
    public String output() {
        return out + errors;
    }
}
