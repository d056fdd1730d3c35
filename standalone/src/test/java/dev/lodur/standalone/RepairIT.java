package dev.lodur.standalone;

import static dev.lodur.standalone.SampleLines.DAY_BEFORE;
import static dev.lodur.standalone.SampleLines.YESTERDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.standalone.SampleLines.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The packaged commands find what is wrong with a bucket, and mend it; one server's history, step by step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RepairIT {
    private static final String TEAM = "team-a";
    private static final String EXPIRING = "team-b";
    private static final int STREAM_LINES = 120;

    @TempDir
    private static Path folder;

    private CommandedServer server;

    @BeforeAll
    void fill() {
        server = CommandedServer.start(folder);
        for (String tenant : List.of(TEAM, EXPIRING)) {
            for (LocalDate day : List.of(DAY_BEFORE, YESTERDAY)) {
                SampleLines.push(server.process(), tenant, SampleLines.of(day, STREAM_LINES / 2));
                server.flush();
                SampleLines.push(server.process(), tenant, SampleLines.of(day, STREAM_LINES));
                server.flush();
            }
        }
        server.compact();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void aBucketInUseIsSoundAndIsNotWrittenTo() throws IOException {
        assertThat(server.runWell("check")).contains("4 catalogs, 4 segments").endsWith("nothing is wrong\n");
        assertThat(server.runWell("check", "--deep", "--json", "--tenant", TEAM))
                .startsWith("{\"findings\":[],")
                .contains("\"catalogs\":2,\"segments\":2,\"rows\":" + 8 * STREAM_LINES);
        assertThat(server.segments(TEAM)).as("with merged inputs").hasSize(8);

        LodurCommand refused = server.run("rebuild-catalog", "--tenant", TEAM, "--force", "--write");
        assertThat(refused.exitStatus()).isEqualTo(1);
        assertThat(refused.errors()).contains("in use");
    }

    @Test
    @Order(2)
    void retentionPrintsWhatWouldGoAndChangesNothing() throws IOException {
        // given
        assertThat(server.runWell("retention")).startsWith("to remove: 0 segments");
        server.override("overrides:\n  " + EXPIRING + ":\n    retention_period: 36h\n");
        server.process()
                .await(() -> server.process()
                        .get("/config/tenant/v1/limits", "X-Scope-OrgID", EXPIRING)
                        .body()
                        .contains("retention_period: \"1d12h\""));
        SortedMap<String, String> before = server.listing();

        // when
        String printed = server.runWell("retention");

        // then
        assertThat(printed)
                .contains("to remove: 1 segments with " + 4 * STREAM_LINES + " lines")
                .containsPattern(EXPIRING + " +" + DAY_BEFORE + " +remove .*retention_period");
        assertThat(server.listing()).isEqualTo(before);
        assertThat(SampleLines.read(server.process(), EXPIRING)).hasSize(8 * STREAM_LINES);
    }

    @Test
    @Order(3)
    void lostCatalogsAreMadeAgainAndNothingThatIsGoneComesBack() throws IOException {
        // given merged, deleted and expired lines whose objects are still there
        server.delete(TEAM, "{app=\"web\"} |= \"secret\"");
        server.compact();
        server.stop();
        server.startAgain();
        List<Line> kept = SampleLines.read(server.process(), TEAM);
        List<Line> keptOfExpiring = SampleLines.read(server.process(), EXPIRING);
        assertThat(kept).hasSize(8 * STREAM_LINES - 2 * STREAM_LINES / 6);
        assertThat(keptOfExpiring).hasSize(4 * STREAM_LINES);
        server.stop();
        long objects = server.segments(TEAM).size();
        makeOlder();
        for (String tenant : List.of(TEAM, EXPIRING)) {
            for (LocalDate day : List.of(DAY_BEFORE, YESTERDAY)) {
                Files.delete(catalog(tenant, day));
            }
        }

        // when
        LodurCommand check = server.run("check");
        SortedMap<String, String> before = server.listing();
        String plan = server.runWell("rebuild-catalog", "--tenant", TEAM);

        // then
        assertThat(check.exitStatus()).isEqualTo(1);
        assertThat(check.out())
                .contains("catalog missing: " + TEAM + "/catalog/" + DAY_BEFORE + ".pb\n", "lodur rebuild-catalog");
        assertThat(plan).contains("  live  ", "  out   ", "2 catalogs to write: add --write");
        assertThat(server.listing()).isEqualTo(before);

        // when
        for (String tenant : List.of(TEAM, EXPIRING)) {
            assertThat(server.runWell("rebuild-catalog", "--write", "--tenant", tenant))
                    .contains("2 catalogs written");
        }
        assertThat(server.runWell("check", "--deep")).contains("nothing is wrong");
        server.startAgain();

        // then
        assertThat((long) server.segments(TEAM).size()).isEqualTo(objects);
        assertThat(SampleLines.read(server.process(), TEAM)).isEqualTo(kept);
        server.compact();
        assertThat(SampleLines.read(server.process(), TEAM)).isEqualTo(kept);
        assertThat(SampleLines.read(server.process(), EXPIRING)).isEqualTo(keptOfExpiring);
    }

    @Test
    @Order(4)
    void damageIsNamedWithTheObjectAndWhatToDo() throws IOException {
        // given
        server.stop();
        String key = server.runWell("live", "--tenant", TEAM, "--to=" + YESTERDAY)
                .lines()
                .findFirst()
                .orElseThrow();
        Path segment = server.bucket().resolve(key);
        Path catalog = catalog(EXPIRING, YESTERDAY);
        byte[] sound = Files.readAllBytes(segment);
        byte[] soundCatalog = Files.readAllBytes(catalog);

        // a byte of the lines
        byte[] flipped = sound.clone();
        flipped[sound.length / 4] ^= 1;
        Files.write(segment, flipped);
        assertFound("segment unreadable|checksum", key, "restore", "--deep");

        // a part
        Files.write(segment, Arrays.copyOf(sound, sound.length / 2));
        assertFound("segment size", key, "the object is not the one that was committed");

        // a catalog
        Files.writeString(catalog, "no catalog");
        assertFound("catalog unreadable", EXPIRING + "/catalog/" + YESTERDAY + ".pb", "lodur rebuild-catalog");
        Files.write(catalog, soundCatalog);

        // a whole object
        Files.delete(segment);
        assertFound("segment missing", key, "lodur rebuild-catalog --force");
        LodurCommand forced =
                server.run("rebuild-catalog", "--tenant", TEAM, "--force", "--write", "--day=" + DAY_BEFORE);
        assertThat(forced.exitStatus()).isEqualTo(1);
        assertThat(forced.out()).contains("  lost  " + key);
        assertThat(server.runWell("check")).contains("nothing is wrong");
    }

    private void assertFound(String kind, String key, String advice, String... options) {
        LodurCommand check = server.run("check", options);
        assertThat(check.exitStatus()).as(check.output()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern("(?m)^(" + kind + "): \\Q" + key + "\\E$")
                .containsPattern("to do: .*" + advice)
                .doesNotContain("nothing is wrong");
    }

    private Path catalog(String tenant, LocalDate day) {
        return server.bucket().resolve(tenant).resolve("catalog").resolve(day + ".pb");
    }

    /** As if all had been stored two hours earlier: what is younger than an hour may be an upload under way. */
    private void makeOlder() throws IOException {
        for (String key : server.listing().keySet()) {
            Path object = server.bucket().resolve(key);
            FileTime stored = Files.getLastModifiedTime(object);
            Files.setLastModifiedTime(object, FileTime.from(stored.toInstant().minus(Duration.ofHours(2))));
        }
    }
}
