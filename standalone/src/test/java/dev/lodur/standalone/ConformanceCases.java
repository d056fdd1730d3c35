package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.conformance.Case;
import dev.lodur.testkit.conformance.ConformanceRunner;
import dev.lodur.testkit.conformance.HttpSender;
import dev.lodur.testkit.conformance.Outcome;
import dev.lodur.testkit.conformance.Patience;
import dev.lodur.testkit.conformance.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** All recorded cases, and what a server must answer to them. */
public final class ConformanceCases {
    private static final String DATA = "conformance";
    private static final String PUSHES = "push";
    /** How many cases there are at least: the selection is broken where it is fewer. */
    private static final int SINGLE_TENANT_MIN = 2095;

    private static final int READS_MIN = 1945;
    private static final int MULTI_TENANT_MIN = 35;

    private final Suite suite = Suite.loadResource(ConformanceCases.class.getClassLoader(), DATA);
    private final ConformanceRunner runner;

    /**
     * @param sender sends to the server, which must be empty at first
     */
    public ConformanceCases(HttpSender sender) {
        this.runner = new ConformanceRunner(suite, sender, Patience.DEFAULT);
    }

    /** A file of the suite, such as a configuration that answers were recorded with. */
    public static String text(String name) {
        try (InputStream in = ConformanceCases.class.getClassLoader().getResourceAsStream(DATA + "/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void pushCorpus() throws IOException, InterruptedException {
        runner.pushCorpus();
    }

    /** The same, with something done after each push. */
    void pushCorpus(Runnable afterEach) throws IOException, InterruptedException {
        runner.pushCorpus(afterEach);
    }

    /** The cases of the single-tenant profile, some of which push. */
    public void assertSingleTenant() throws InterruptedException {
        assertAnswered(one -> one.profile().equals("single"), SINGLE_TENANT_MIN);
    }

    /** Those that push nothing: they can be asked again and again. */
    public void assertReads() throws InterruptedException {
        assertAnswered(one -> one.profile().equals("single") && !one.topic().equals(PUSHES), READS_MIN);
    }

    public void assertMultiTenant() throws InterruptedException {
        assertAnswered(one -> one.profile().equals("multitenant"), MULTI_TENANT_MIN);
    }

    private void assertAnswered(Predicate<Case> selection, int casesMin) throws InterruptedException {
        List<Outcome> outcomes = runner.run(selection);
        assertThat(outcomes).hasSizeGreaterThan(casesMin);
        assertThat(outcomes.stream().filter(outcome -> !outcome.passed())).isEmpty();
    }
}
