package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lodur.config.CommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages tell somebody to do can be done: the files, commands, paths, variables and metrics in them exist. */
class ReadmeTest {
    private static final Path README = JobFile.FOLDER.resolve("README.md");
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(#[^)]*)?\\)");
    private static final Pattern FILE =
            Pattern.compile("[`@ ]([a-z-]+\\.(?:nomad\\.hcl|hcl|json|yml\\.tpl|yml|properties))\\b");
    private static final Pattern HCL = Pattern.compile("```hcl\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FABIO = Pattern.compile("http://localhost:9999(/[a-z0-9_/]*)");
    private static final Pattern ROUTE = Pattern.compile("(?m)^\\| `(/[^`]*)`[^|]*\\| a (\\w+) \\| `([^`]*)` \\|$");

    static Stream<Path> pages() {
        return Stream.of(README, OPERATIONS).filter(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadings(Path page) throws IOException {
        for (MatchResult link : all(LINK, Files.readString(page))) {
            Path target = link.group(1).isEmpty()
                    ? page
                    : page.resolveSibling(link.group(1)).normalize();
            if (!target.endsWith("operations.md") || Files.exists(target)) {
                assertThat(target).exists();
                Optional.ofNullable(link.group(2))
                        .ifPresent(anchor -> assertThat(anchors(target)).contains(anchor));
            }
        }
    }

    private static List<String> anchors(Path page) {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> "#"
                            + line.replaceFirst("^#+ ", "")
                                    .toLowerCase(Locale.ROOT)
                                    .replaceAll("[^a-z0-9 -]", "")
                                    .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesThatAreNamedExistAndAllFilesAreNamed() throws IOException {
        List<String> named = all(FILE, readme()).stream()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.equals("loki.yml") || Files.exists(JobFile.FOLDER.resolve(file)))
                        .as(file)
                        .isTrue());
        try (Stream<Path> files = Files.list(JobFile.FOLDER)) {
            assertThat(files.filter(file -> !file.equals(README))
                            .map(file -> file.getFileName().toString()))
                    .allSatisfy(file -> assertThat(readme()).contains(file));
        }
    }

    @Test
    void variablesInTheTableAreThoseOfTheJobs() throws IOException {
        String readme = readme();
        for (JobFile job : JobFile.all()) {
            assertThat(job.content().labeled("variable").keySet())
                    .allSatisfy(variable -> assertThat(readme).contains("`" + variable + "`"));
        }
    }

    @Test
    void addressesBehindFabioAreRouted() throws IOException {
        FabioRoutes routes = FabioRoutes.ofServices();
        for (MatchResult address : all(FABIO, readme())) {
            assertThat(routes.target(address.group(1))).as(address.group()).isPresent();
        }
        List<MatchResult> table = all(ROUTE, readme());
        assertThat(table)
                .hasSize(4)
                .allSatisfy(row -> assertThat(routes.target(row.group(1)))
                        .contains(new FabioRoutes.Target(row.group(2), row.group(3))));
    }

    @Test
    void piecesOfJobsAreHclWithFlagsThatThereAre() throws IOException {
        List<MatchResult> pieces = all(HCL, readme());
        assertThat(pieces).isNotEmpty();
        for (MatchResult piece : pieces) {
            Block block = new Block(JobFile.parse(piece.group(1)));
            if (block.has("config")) {
                List<String> flags = block.block("config").texts("args");
                assertThatCode(() -> CommandLine.parse(flags)).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void metricsThatAreNamedExist(Path page) throws IOException {
        assertThat(MetricNames.mentioned(Files.readString(page).replace("loki_logs_bucket", "")))
                .isSubsetOf(MetricNames.registered());
    }

    private static String readme() throws IOException {
        return Files.readString(README);
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
