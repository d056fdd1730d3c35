package dev.lodur.standalone;

import static dev.lodur.standalone.SampleLines.DAY_BEFORE;
import static dev.lodur.standalone.SampleLines.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.standalone.SampleLines.Line;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Lines go from one server to another by the packaged commands, while both run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExchangeIT {
    private static final String TEAM = "team-a";
    private static final String OTHER = "team-b";
    private static final int STREAM_LINES = 240;

    @TempDir
    private static Path folder;

    private CommandedServer source;
    private CommandedServer target;

    /** Merged segments with their inputs beside them, and what came late beside both. */
    @BeforeAll
    void fill() {
        source = CommandedServer.start(folder.resolve("source"));
        target = CommandedServer.start(folder.resolve("target"));
        for (String tenant : List.of(TEAM, OTHER)) {
            SampleLines.push(source.process(), tenant, SampleLines.of(DAY_BEFORE, STREAM_LINES));
            source.flush();
            SampleLines.push(source.process(), tenant, SampleLines.of(YESTERDAY, STREAM_LINES / 2));
            source.flush();
        }
        source.compact();
        SampleLines.push(source.process(), TEAM, SampleLines.of(YESTERDAY, STREAM_LINES));
        source.flush();
    }

    @AfterAll
    void stop() {
        Stream.of(source, target).filter(server -> server != null).forEach(CommandedServer::close);
    }

    @Test
    @Order(1)
    void liveNamesWhatHoldsTheLinesAndNotWhatWasMerged() throws Exception {
        List<String> all = source.runWell("live", "--tenant", TEAM).lines().toList();

        assertThat(source.segments(TEAM)).containsAll(all).hasSizeGreaterThan(all.size());
        assertThat(source.runWell("live", "--tenant", TEAM, "--to=" + YESTERDAY).lines())
                .isNotEmpty()
                .allMatch(key -> key.contains("/segments/" + DAY_BEFORE + "/"));
        JsonNode json = new ObjectMapper()
                .readTree(source.runWell("live", "--tenant", TEAM, "--from=" + YESTERDAY, "--json", "--base=s3://b/"));
        assertThat(json.findValuesAsText("key"))
                .hasSize(2)
                .allMatch(key -> key.startsWith("s3://b/" + TEAM + "/segments/" + YESTERDAY + "/"));
        assertThat(json.findValuesAsText("rows").stream()
                        .mapToInt(Integer::parseInt)
                        .sum())
                .as("rows, of which some are there twice")
                .isEqualTo(4 * (STREAM_LINES + STREAM_LINES / 2));
        assertThat(source.runWell("live", "--tenant", TEAM, "--sql"))
                .startsWith("CREATE OR REPLACE VIEW logs AS SELECT * FROM read_parquet([")
                .contains(all);
        assertThat(source.runWell("live", "--tenant=nobody")).isEmpty();
    }

    @Test
    @Order(2)
    void aRangeGoesToAnEmptyServerInBothFormatsAndIsAnsweredAlike() throws Exception {
        // given
        Path json = folder.resolve("lines.jsonl.gz");
        Path parquet = folder.resolve("parquet");
        long fromNanos = SampleLines.noonNanos(DAY_BEFORE) + 20_000_060L;
        List<Line> expected = SampleLines.read(source.process(), TEAM).stream()
                .filter(line -> line.timestampNanos() >= fromNanos)
                .toList();
        assertThat(expected).hasSizeBetween(4 * STREAM_LINES, 8 * STREAM_LINES - 1);
        assertThat(expected).containsAll(SampleLines.of(YESTERDAY, STREAM_LINES));

        // when
        for (String out : List.of("--format=jsonl --out=" + json, "--format=parquet --out=" + parquet)) {
            source.runWell("export", ("--tenant=" + TEAM + " --from=" + fromNanos + " " + out).split(" "));
        }
        for (int again = 0; again < 2; again++) {
            importInto("from-json", json);
            importInto("from-parquet", parquet);
        }

        // then
        for (String tenant : List.of("from-json", "from-parquet")) {
            assertThat(SampleLines.read(target.process(), tenant)).as(tenant).isEqualTo(expected);
            assertThat(counts(target, tenant)).as(tenant).isEqualTo(counts(source, TEAM));
        }
        target.flush();
        assertThat(SampleLines.read(target.process(), "from-parquet")).isEqualTo(expected);
        assertThat(target.runWell("check", "--deep")).contains("nothing is wrong");
    }

    private void importInto(String tenant, Path in) {
        assertThat(target.runWell(
                        "import",
                        "--tenant=" + tenant,
                        "--in=" + in,
                        "--url=" + target.process().base()))
                .contains(" lines pushed in ");
    }

    private static JsonNode counts(CommandedServer server, String tenant) {
        String query = "sum by (app, user) (count_over_time({env=\"test\"}[1d]))";
        return SampleLines.get(
                        server.process(),
                        tenant,
                        "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time="
                                + SampleLines.noonNanos(YESTERDAY.plusDays(1)))
                .at("/data/result");
    }

    @Test
    @Order(3)
    void linesWhoseDeletionIsPendingAreNotExported() throws Exception {
        // given
        source.delete(TEAM, "{app=\"web\"} |= \"secret\"");

        // when
        List<Line> printed = export("{app=\"web\"}");

        // then
        assertThat(printed)
                .isNotEmpty()
                .allMatch(line -> line.labels().get("app").equals("web"))
                .noneMatch(line -> line.text().contains("secret"))
                .hasSize(2 * STREAM_LINES * 5 / 6);
        assertThat(export("{app=\"db\"}")).anyMatch(line -> line.text().contains("secret"));
        assertThat(SampleLines.read(source.process(), TEAM)).containsAll(printed);
    }

    private List<Line> export(String selector) throws Exception {
        List<Line> lines = new ArrayList<>();
        for (String line : source.runWell(
                        "export", "--tenant", TEAM, "--format", "jsonl", "--out", "-", "--query", selector)
                .split("\n")) {
            lines.add(SampleLines.parse(line));
        }
        return lines;
    }

    @Test
    @Order(4)
    void nothingOfAllThisHasChangedTheOtherTenantOrLeftTemporaryFiles() throws IOException {
        SortedMap<String, String> before = source.listing();

        assertThat(source.runWell("check")).contains("nothing is wrong");

        assertThat(source.listing()).isEqualTo(before);
        assertThat(SampleLines.read(source.process(), OTHER)).hasSize(6 * STREAM_LINES);
        try (Stream<Path> left = Files.walk(folder.resolve("source/data/compactor"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("lock");
        }
    }
}
