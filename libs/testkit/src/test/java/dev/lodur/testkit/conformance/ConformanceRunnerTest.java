package dev.lodur.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceRunnerTest {
    private static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1));
    private static final Path FULL_SUITE = Path.of("../../standalone/src/test/resources/conformance");

    private static Suite sample() {
        return Suite.loadResource(ConformanceRunnerTest.class.getClassLoader(), "conformance-sample");
    }

    private static List<Outcome> replay(Suite suite, UnaryOperator<String> alteration) throws Exception {
        List<Step> steps =
                suite.cases().stream().flatMap(one -> one.steps().stream()).toList();
        try (RecordedServer server = new RecordedServer(steps, alteration);
                HttpSender sender = new HttpSender(server.base(), Duration.ofSeconds(10))) {
            return new ConformanceRunner(suite, sender, NONE).run(one -> true);
        }
    }

    private static List<String> failures(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !outcome.passed())
                .map(Outcome::toString)
                .toList();
    }

    @Test
    void theRecordedAnswersPass() throws Exception {
        List<Outcome> outcomes = replay(sample(), body -> body);

        assertThat(outcomes).hasSize(22);
        assertThat(failures(outcomes)).isEmpty();
    }

    @Test
    void theRecordedAnswersOfTheWholeSuitePass() throws Exception {
        assumeTrue(Files.isDirectory(FULL_SUITE), "the recorded suite is not there");

        assertThat(failures(replay(Suite.load(FULL_SUITE), body -> body))).isEmpty();
    }

    @Test
    void casesThatWriteComeLast() {
        assertThat(sample().cases().getLast().name()).isEqualTo("writes/write");
    }

    /** For each case a text of its answer and what it is replaced with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "streams-plain|\"one\"|\"On\"",
                "streams-plain|\"app\":\"b\"|\"app\":\"c\"",
                "streams-flags|\"x\":\"1\"|\"x\":\"2\"",
                "streams-flags|categorize-labels|other",
                "streams-flags|streams|matrix",
                "matrix|0.333333333333|0.3333334",
                "matrix|NaN|1",
                "matrix|[3,|[3.1,",
                "matrix|,[3,\"+Inf\"]|",
                "vector|\"2\"|\"3\"",
                "vector|success|error",
                "vector-ordered|\"2\"|\"0\"",
                "scalar|\"1\"|\"2\"",
                "strings|\"a\"|\"c\"",
                "series|\"1\"|\"2\"",
                "volume|\"1\"|\"2\"",
                "volume|vector|matrix",
                "fields|4|5",
                "fields|null|[]",
                "detected-labels|4|5",
                "detected-values|\"b\"|\"c\"",
                "json|\"streams\":1|\"streams\":2",
                "json|null|0",
                "json|{\"a\"|{\"b\"",
                "shape|\"version\":\"x\"|\"version\":1",
                "text|ready|not ready",
                "contains|# HELP|# help",
                "error-parse|parse error|bad",
                "error-limit|maximum|most",
                "parser-001|{a|{ a",
                "parser-002|parse error|error",
                "write|one|two",
                "json|{|<"
            })
    void anAlteredAnswerFails(String id, String text, String replacement) throws Exception {
        Suite all = sample();
        List<Case> one = all.cases().stream()
                .filter(candidate -> candidate.id().equals(id))
                .toList();
        Suite suite = new Suite(List.of(), one, all.queryable(), 0);
        String with = replacement == null ? "" : replacement;

        List<Outcome> outcomes = replay(suite, body -> body.replace(text, with));

        assertThat(failures(outcomes)).hasSize(1);
    }

    @Test
    void equalTimesMayComeInAnyOrderAndFloatsMayDiffer() throws Exception {
        Map<String, String> harmless = Map.of(
                "[\"2\",\"b\"],[\"2\",\"a\"]",
                "[\"2\",\"a\"],[\"2\",\"b\"]",
                "0.333333333333",
                "0.33333333333300001",
                "[\"a\",\"b\"]",
                "[\"b\",\"a\"]");
        UnaryOperator<String> alteration = body -> {
            String altered = body;
            for (Map.Entry<String, String> change : harmless.entrySet()) {
                altered = altered.replace(change.getKey(), change.getValue());
            }
            return altered;
        };

        assertThat(failures(replay(sample(), alteration))).isEmpty();
    }

    @Test
    void aWrongStatusFails() throws Exception {
        Suite all = sample();
        List<Step> teapots = new ArrayList<>();
        JsonNode teapot = Json.parse("{\"status\":418,\"kind\":\"status\"}").orElseThrow();
        all.cases()
                .forEach(one -> one.steps()
                        .forEach(step -> teapots.add(new Step(
                                step.method(),
                                step.path(),
                                step.params(),
                                step.form(),
                                step.hasForm(),
                                step.headers(),
                                step.body(),
                                teapot,
                                step.writes()))));
        try (RecordedServer server = new RecordedServer(teapots, body -> body);
                HttpSender sender = new HttpSender(server.base(), Duration.ofSeconds(10))) {
            List<Outcome> outcomes = new ConformanceRunner(all, sender, NONE).run(one -> true);

            assertThat(failures(outcomes)).hasSameSizeAs(outcomes);
        }
    }

    @Test
    void theCorpusIsPushedAndAwaited() throws Exception {
        Suite suite = sample();
        JsonNode accepted = Json.parse("{\"status\":204,\"kind\":\"status\"}").orElseThrow();
        List<Step> steps = Stream.of(accepted, count(1), count(2))
                .map(ConformanceRunnerTest::step)
                .toList();
        Patience patient = new Patience(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(1));
        try (RecordedServer server = new RecordedServer(steps, body -> body);
                HttpSender sender = new HttpSender(server.base(), Duration.ofSeconds(10))) {
            new ConformanceRunner(suite, sender, patient).pushCorpus();
        }
        List<Step> tooFew =
                Stream.of(accepted, count(1)).map(ConformanceRunnerTest::step).toList();
        try (RecordedServer server = new RecordedServer(tooFew, body -> body);
                HttpSender sender = new HttpSender(server.base(), Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> new ConformanceRunner(suite, sender, NONE).pushCorpus())
                    .hasMessageContaining("1.0 of 2 entries");
        }
    }

    private static JsonNode count(int entries) {
        return Json.parse("{\"status\":200,\"kind\":\"vector\",\"data\":[{\"metric\":{},\"value\":[1,\"" + entries
                        + "\"]}]}")
                .orElseThrow();
    }

    private static Step step(JsonNode expect) {
        return Step.of(Json.parse("{\"path\":\"/\",\"expect\":" + expect + "}").orElseThrow());
    }

    @Test
    void aServerThatIsNotThereFailsTheCase() throws Exception {
        RecordedServer server = new RecordedServer(List.of(), body -> body);
        server.close();
        try (HttpSender sender = new HttpSender(server.base(), Duration.ofSeconds(10))) {
            List<Outcome> outcomes = new ConformanceRunner(sample(), sender, NONE)
                    .run(one -> one.id().equals("text"));

            assertThat(failures(outcomes)).singleElement().asString().contains("request failed");
        }
    }
}
