package dev.lodur.standalone.nomad;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A job of the folder {@code nomad}, with one group and one task.
 *
 * @param file its name in the folder
 * @param content all of the file
 */
record JobFile(String file, Block content) {
    static final Path FOLDER = Path.of("..", "nomad");
    static final String ARTIFACTS = "http://artifacts.test/lodur";
    /** What Nomad knows only where a task runs. The parser takes it for its own variables, so it is hidden from it. */
    private static final Pattern RUN_TIME = Pattern.compile("\\$\\{((?:attr|node|meta|NOMAD)[^}]*)}");

    private static final Pattern HIDDEN = Pattern.compile("@\\{([^}]*)}");

    /** All jobs, sorted by name. */
    static List<JobFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".nomad.hcl"))
                    .sorted()
                    .map(JobFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The four services of a cluster. */
    static List<JobFile> services() {
        return Stream.of("compactor", "distributor", "ingester", "querier")
                .map(JobFile::of)
                .toList();
    }

    static JobFile of(String component) {
        return read(component + ".nomad.hcl");
    }

    private static JobFile read(String file) {
        return new JobFile(file, new Block(parse(text(file))));
    }

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses HCL as Nomad does, with the one variable that has no default set. */
    static Map<String, Object> parse(String hcl) {
        HCLParser parser = new HCLParser();
        parser.setVariable("artifacts", ARTIFACTS);
        parser.registerFunction(
                "file", arguments -> text(String.valueOf(arguments.getFirst())).replace("${", "@{"));
        try {
            return parser.parse(RUN_TIME.matcher(hcl).replaceAll("@{$1}"));
        } catch (HCLParserException e) {
            throw new AssertionError("not HCL: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String restored(String text) {
        return HIDDEN.matcher(text).replaceAll("\\${$1}");
    }

    /** The file's name without its end. */
    String component() {
        return file.substring(0, file.indexOf('.'));
    }

    Block job() {
        return content.labeled("job").values().iterator().next();
    }

    Block group() {
        return job().labeled("group").get(component());
    }

    Block task() {
        return group().labeled("task").get(component());
    }

    Block service() {
        return group().block("service");
    }

    Block template() {
        return task().block("template");
    }

    List<Block> checks() {
        return service().blocks("check");
    }

    /** The arguments of the executable without those that its virtual machine takes. */
    List<String> flags() {
        return task().block("config").texts("args").stream()
                .filter(argument -> !argument.startsWith("-X"))
                .toList();
    }

    @Override
    public String toString() {
        return file;
    }
}
