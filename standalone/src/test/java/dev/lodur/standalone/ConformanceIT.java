package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.conformance.Case;
import dev.lodur.testkit.conformance.ConformanceRunner;
import dev.lodur.testkit.conformance.FeatureScan;
import dev.lodur.testkit.conformance.HttpSender;
import dev.lodur.testkit.conformance.Outcome;
import dev.lodur.testkit.conformance.Patience;
import dev.lodur.testkit.conformance.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lodur answers as Loki 3.7.6 did, wherever a case needs nothing that this version lacks: from memory, from slices and
 * segments after a flush, and after a restart.
 */
class ConformanceIT {
    private static final String DATA = "conformance";
    private static final String PUSHES = "push";
    private static final Pattern NOT_BUILT = Pattern.compile("/detected_|/volume");

    /**
     * Not the topics and endpoints that are not built yet, also where the recorded answer is a refusal: some of those come
     * from the templates of formatting stages.
     */
    private static final Predicate<Case> BUILT =
            one -> FeatureScan.neededBy(one).isEmpty()
                    && !one.topic().endsWith("_format")
                    && one.steps().stream()
                            .noneMatch(step -> NOT_BUILT.matcher(step.path()).find());

    @TempDir
    Path folder;

    private final Suite suite = Suite.loadResource(ConformanceIT.class.getClassLoader(), DATA);

    @Test
    void theSingleTenantProfileIsAnsweredFromMemoryAfterAFlushAndAfterARestart() throws Exception {
        // given
        Path config = configuration("reference-config.yaml");
        Predicate<Case> single = one -> one.profile().equals("single") && BUILT.test(one);
        Predicate<Case> readsOnly = one -> single.test(one) && !one.topic().equals(PUSHES);

        // when
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + config)) {
            runner(lodur).pushCorpus();

            // then
            assertAnswered(lodur, single, 1400);
            assertThat(lodur.post("/flush", "text/plain", new byte[0]).statusCode())
                    .isEqualTo(204);
            assertAnswered(lodur, readsOnly, 1250);
        }
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + config)) {
            assertAnswered(lodur, readsOnly, 1250);
        }
    }

    @Test
    void theMultiTenantProfileIsAnswered() throws Exception {
        // given
        Path config = configuration("reference-config-multitenant.yaml");

        // when
        try (LodurProcess lodur = LodurProcess.start(folder, "-config.file=" + config)) {
            // then
            assertAnswered(lodur, one -> one.profile().equals("multitenant") && BUILT.test(one), 25);
        }
    }

    /**
     * @param casesMin fewer cases than this mean that the selection is broken, not that the server is right
     */
    private void assertAnswered(LodurProcess lodur, Predicate<Case> selection, int casesMin) throws Exception {
        List<Outcome> outcomes = runner(lodur).run(selection);
        assertThat(outcomes).hasSizeGreaterThan(casesMin);
        assertThat(outcomes.stream().filter(outcome -> !outcome.passed())).isEmpty();
    }

    private ConformanceRunner runner(LodurProcess lodur) {
        HttpSender sender = new HttpSender(URI.create(lodur.base()), Duration.ofSeconds(60));
        return new ConformanceRunner(suite, sender, Patience.DEFAULT);
    }

    /** The recorded configuration as it is, but for the folder that it names. */
    private Path configuration(String name) throws IOException {
        try (InputStream in = ConformanceIT.class.getClassLoader().getResourceAsStream(DATA + "/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Path file = folder.resolve(name);
            Files.writeString(
                    file,
                    text.replace("/tmp/loki-conformance", folder.resolve("loki").toString()));
            return file;
        }
    }
}
