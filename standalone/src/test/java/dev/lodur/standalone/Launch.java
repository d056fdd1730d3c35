package dev.lodur.standalone;

import dev.lodur.testkit.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a process is started; starting it once more takes the same folder and port.
 *
 * @param application the packaged application's {@code quarkus-run.jar}, or a native executable
 * @param folder the process's own: it runs there, and its log is there
 * @param wrapper what stands before the command, as for a limit that the kernel keeps; mostly empty
 * @param flags of the application, in Loki's style
 */
public record Launch(
        Path application,
        Path folder,
        int httpPort,
        List<String> wrapper,
        List<String> javaOptions,
        List<String> flags) {
    public Launch {
        wrapper = List.copyOf(wrapper);
        javaOptions = List.copyOf(javaOptions);
        flags = List.copyOf(flags);
    }

    /** All roles in one process, with its data below the folder. */
    public static Launch standalone(Path folder, List<String> javaOptions, String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-common.path-prefix=" + folder.resolve("data"));
        return new Launch(PackagedApplication.STANDALONE, folder, FreePorts.next(), List.of(), javaOptions, all);
    }

    /** The same with more flags, which win over earlier ones. */
    public Launch withFlags(List<String> more) {
        List<String> all = Stream.concat(flags.stream(), more.stream()).toList();
        return new Launch(application, folder, httpPort, wrapper, javaOptions, all);
    }

    /** The same behind a wrapper. */
    public Launch withWrapper(List<String> command) {
        return new Launch(application, folder, httpPort, command, javaOptions, flags);
    }

    List<String> command() {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(PackagedApplication.command(application, javaOptions));
        command.addAll(flags);
        command.add("-server.http-listen-address=127.0.0.1");
        command.add("-server.http-listen-port=" + httpPort);
        return command;
    }
}
