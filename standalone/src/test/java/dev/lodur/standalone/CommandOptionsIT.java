package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a command's options is said in a line, with status 1. */
class CommandOptionsIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "look                                     | \"look\" is neither a flag nor a command of this application",
                "check --tennant=a                        | check takes --tenant, --day, --deep, --json, --help",
                "check --day --deep                       | --day needs a value: --day YYYY-MM-DD",
                "live --tenant=a --from=yesterday         | \"yesterday\" is no time: write one like 2026-11-23T10:00:00Z",
                "export --tenant=a --out=x --query={app=  | parse error at line 1",
                "import --tenant=a --in=x --url=host:3100 | \"host:3100\" is no server's URL",
                "rebuild-catalog                          | --tenant is missing: -h says what the command takes",
                "retention -config.file=nowhere.yml       | -config.file: none of the files exists: nowhere.yml",
            })
    void whatIsWrongIsSaidWithoutATrace(String arguments, String expected) throws Exception {
        Files.createDirectories(folder.resolve("chunks"));

        LodurCommand run = run(arguments.split(" "));

        assertThat(run.errors()).contains(expected).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitStatus()).isEqualTo(1);
    }

    @Test
    void helpSaysWhatACommandTakes() {
        LodurCommand help = run("export", "-h");

        assertThat(help.exitStatus()).isZero();
        assertThat(help.out())
                .startsWith("lodur export [flags] [options]: take a time range")
                .contains("  --tenant ID  ", "  --format parquet|jsonl  ", "Status 0 where");
    }

    private LodurCommand run(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("-common.path-prefix=" + folder))
                .toArray(String[]::new);
        return LodurCommand.run(Map.of(), all);
    }
}
