package dev.lodur.compactor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.lodur.app.Command;
import dev.lodur.app.CommandArguments;
import dev.lodur.app.CommandContext;
import dev.lodur.compaction.SegmentBucket;
import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.store.TenantDeletes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void makeBucket() throws Exception {
        Files.createDirectories(folder.resolve("chunks"));
    }

    @Test
    void anEmptyBucketIsSoundAndHasNothingLive() {
        assertThat(run("check")).isZero();
        assertThat(printed()).contains("0 segments").endsWith("nothing is wrong\n");

        assertThat(run("live", "--tenant=fake")).isZero();
        assertThat(printed()).isEmpty();

        assertThat(run("rebuild-catalog", "--tenant", "fake")).isZero();
        assertThat(printed()).contains("no catalog of fake is lost");
    }

    @Test
    void aDamagedCatalogIsToldWithWhatToDoAndMadeAgain() throws Exception {
        Path catalog =
                Files.createDirectories(folder.resolve("chunks/fake/catalog")).resolve("2026-11-23.pb");
        Files.writeString(catalog, "no catalog");

        assertThat(run("check", "--day=2026-11-23")).isEqualTo(Command.FAILED);
        assertThat(printed())
                .startsWith("catalog unreadable: fake/catalog/2026-11-23.pb\n")
                .contains("to do: ")
                .endsWith("1 things are wrong\n");
        assertThat(run("check", "--json")).isEqualTo(Command.FAILED);
        assertThat(printed()).startsWith("{\"findings\":[{\"kind\":\"CATALOG_UNREADABLE\"");

        assertThat(run("rebuild-catalog", "--tenant", "fake")).isZero();
        assertThat(printed()).contains("1 catalogs to write: add --write");
        assertThat(Files.readString(catalog)).isEqualTo("no catalog");

        assertThat(run("rebuild-catalog", "--tenant", "fake", "--write")).isZero();
        assertThat(run("check")).isZero();
    }

    @Test
    void exportsOfNothingAreEmptyAndUnknownFormatsAreRefused() throws Exception {
        Path file = folder.resolve("out.jsonl");

        assertThat(run("export", "--tenant=fake", "--format=jsonl", "--out=" + file))
                .isZero();
        assertThat(file).isEmptyFile();
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> run("export", "--tenant=fake", "--format=csv", "--out=x"))
                .satisfies(e -> assertThat(e.text()).contains("expected parquet or jsonl"));
    }

    @Test
    void anExportHasOldLinesOfASegmentThatStayedWhenOthersWentForWantOfRoom() {
        try (FolderObjectStore store = FolderObjectStore.open(new DiskFileLayer(), folder.resolve("chunks"))) {
            SegmentBucket bucket = new SegmentBucket(store, "");
            bucket.flush(1, List.of(SegmentBucket.Row.of("a", 1, "older"), SegmentBucket.Row.of("a", 100, "newer")));
            bucket.objects.replaceDeletes(
                    new TenantDeletes(SegmentBucket.TENANT, 1, List.of(), SegmentBucket.DAY_NANOS + 50, new byte[0]),
                    CatalogObjects.NO_CATALOG);
        }

        assertThat(run("export", "--tenant=fake", "--format=jsonl", "--out=-", "--to=2026-11-24"))
                .isZero();

        assertThat(printed()).contains("\"older\"", "\"newer\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:3100",
                "//localhost:3100",
                "http://",
                "ftp://localhost",
                "http://local host",
                "nowhere"
            })
    void anImportGoesToAUrlOfHttpOnly(String url) throws Exception {
        Path file = Files.writeString(folder.resolve("in.jsonl"), "");

        assertRefused(
                "\"" + url + "\" is no server's URL: write one like http://localhost:3100",
                "import",
                "--tenant=a",
                "--in=" + file,
                "--url=" + url);
    }

    @Test
    void anImportOfAFolderWithoutFilesIsRefused() {
        assertRefused(
                "there is no *.parquet, *.jsonl or *.jsonl.gz in the folder", "import", "--tenant=a", "--in=" + folder);
    }

    @Test
    void anExportReplacesNothingAndPrintsNoParquet() throws Exception {
        Path file = Files.writeString(folder.resolve("kept.jsonl"), "kept");

        assertRefused(file + " is there already", "export", "--tenant=a", "--format=jsonl", "--out=" + file);
        assertRefused("add --format jsonl", "export", "--tenant=a", "--out", "-");
        assertThat(file).hasContent("kept");
    }

    @Test
    void anImportIsPushedForItsTenant() throws Exception {
        Path file = folder.resolve("in.jsonl");
        Files.writeString(file, "{\"timestamp\":\"2026-11-23T10:00:00Z\",\"labels\":{\"app\":\"a\"},\"line\":\"ü\"}\n");
        List<String> pushed = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/loki/api/v1/push", exchange -> {
            byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
            pushed.add(exchange.getRequestHeaders().getFirst("X-Scope-OrgID") + " "
                    + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            assertThat(run("import", "--tenant=team", "--in=" + file, "--url=" + url))
                    .isZero();
        } finally {
            server.stop(0);
        }

        assertThat(printed()).isEqualTo("1 lines pushed in 1 requests\n");
        assertThat(pushed)
                .containsExactly("team {\"streams\":[{\"stream\":{\"app\":\"a\"},"
                        + "\"values\":[[\"1795428000000000000\",\"ü\"]]}]}");
    }

    @Test
    void timesThatAreNoneAndMissingTenantsAreRefused() {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> run("live", "--tenant=fake", "--from=yesterday"))
                .satisfies(e -> assertThat(e.text()).startsWith("\"yesterday\" is no time"));
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> run("live"))
                .satisfies(e -> assertThat(e.text()).startsWith("--tenant is missing"));
        assertRefused(
                "--to, 2026-11-01, lies before --from, 2026-11-02",
                "live",
                "--tenant=a",
                "--from=2026-11-02",
                "--to=2026-11-01");
    }

    private void assertRefused(String text, String name, String... arguments) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> run(name, arguments))
                .satisfies(e -> assertThat(e.text()).contains(text));
    }

    @Test
    void aBucketThatIsNotThereIsRefusedInsteadOfMade() throws Exception {
        Files.delete(folder.resolve("chunks"));

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> run("check"))
                .satisfies(e -> assertThat(e.text()).contains("there is no object folder"));
    }

    private int run(String name, String... arguments) {
        out.reset();
        Command command = CompactorCommands.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        LokiConfig config = ConfigLoader.load(CommandLine.parse(List.of("-common.path-prefix=" + folder)), Map.of())
                .config();
        try (PrintStream printing = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            return command.run(new CommandContext(
                    CommandArguments.parse(command.options(), List.of(arguments)),
                    config,
                    ignored -> Optional.empty(),
                    printing,
                    printing));
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
