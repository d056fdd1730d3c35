package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.drain.MinedPattern;
import dev.lodur.engine.drain.StreamPatterns;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.PatternSeries;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatternsServiceTest {
    private static final Labels WEB = Labels.of("app", "web");
    private static final Labels DB = Labels.of("app", "db");
    private static final String SELECTOR = "{app=~\".+\"}";

    private final QuerierFixture fixture = new QuerierFixture();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final TestIngester first = fixture.ingester("a");
    private final TestIngester second = fixture.ingester("b");

    @AfterEach
    void close() {
        blocking.shutdown();
        fixture.close();
    }

    @Test
    void countsAreAddedOverStreamsAndThePatternWithMostLinesComesFirst() {
        first.patterns = List.of(
                stream(WEB, mined("took <_> ms", "info", 5, 2), mined("started", "info", 5, 7)),
                stream(DB, mined("took <_> ms", "info", 4, 3, 5, 4), mined("took <_> ms", "error", 5, 8)));

        List<PatternSeries> found = ask(SELECTOR, "60");

        assertThat(found)
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        series("took <_> ms", "info", 240, 3, 300, 6),
                        series("took <_> ms", "error", 300, 8),
                        series("started", "info", 300, 7)));
    }

    @Test
    void replicasOfAStreamAreNotAdded() {
        first.patterns = List.of(stream(WEB, mined("took <_> ms", "info", 4, 3, 5, 4)));
        second.patterns = List.of(
                stream(WEB, mined("took <_> ms", "info", 4, 3, 5, 3)), stream(DB, mined("took <_> ms", "info", 5, 1)));

        assertThat(ask(SELECTOR, "60"))
                .usingRecursiveComparison()
                .isEqualTo(List.of(series("took <_> ms", "info", 240, 3, 300, 5)));
    }

    @Test
    void aStreamThatHasMovedIsCountedBeforeAndAfter() {
        first.patterns = List.of(stream(WEB, mined("took <_> ms", "info", 4, 30, 5, 4)));
        second.patterns =
                List.of(stream(WEB, mined("took <_> ms", "info", 5, 3, 6, 7), mined("started", "info", 5, 1, 6, 1)));

        assertThat(ask(SELECTOR, "60"))
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        series("took <_> ms", "info", 240, 30, 300, 4, 360, 7), series("started", "info", 360, 1)));
    }

    @Test
    void ingestersAreAskedForTheSelectorTheRangeAndAtLeastTenSeconds() {
        assertThat(ask("{app=\"web\"}", "1s")).isEmpty();

        TimeRange range = new TimeRange(Bucket.DAY_NANOS, Bucket.DAY_NANOS + 3_600_000_000_000L);
        assertThat(first.patternsRequest).isEqualTo(new PatternsRequest(Bucket.TENANT, "{app=\"web\"}", range, 10));

        assertThat(ask("{app=\"web\"}", "61500ms")).isEmpty();
        assertThat(second.patternsRequest).isEqualTo(new PatternsRequest(Bucket.TENANT, "{app=\"web\"}", range, 61));
    }

    @Test
    void whatIsNotASelectorIsRefused() {
        assertFails(ErrorCode.INVALID_QUERY, "parse error : syntax error: unexpected $end", () -> ask("", "60"));
        assertFails(
                ErrorCode.INVALID_QUERY,
                "only label matchers are supported",
                () -> ask("{app=\"web\"} |= \"took\"", "60"));
        assertFails(ErrorCode.INVALID_QUERY, "queries require at least one", () -> ask("{}", "60"));
    }

    @Test
    void oneIngesterThatDoesNotAnswerIsPassedOverAndNoneAtAllIsAFailure() {
        first.failure = new LodurException(ErrorCode.UNAVAILABLE, "gone");
        second.patterns = List.of(stream(WEB, mined("started", "info", 5, 1)));
        assertThat(ask(SELECTOR, "60")).hasSize(1);

        second.failure = new LodurException(ErrorCode.UNAVAILABLE, "gone");
        assertFails(ErrorCode.UNAVAILABLE, "patterns come from ingesters alone", () -> ask(SELECTOR, "60"));
    }

    @Test
    void wherePatternsAreSwitchedOffThereIsNothingHere() {
        PatternsService off = service(false);

        assertFails(
                ErrorCode.NOT_FOUND,
                "pattern_ingester.enabled",
                () -> off.patterns(QuerierFixture.ASKER, query(SELECTOR, "60")));
        assertFails(
                ErrorCode.INVALID_QUERY, "parse error", () -> off.patterns(QuerierFixture.ASKER, query("{bad", "60")));
    }

    private static void assertFails(ErrorCode code, String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    private List<PatternSeries> ask(String selector, String step) {
        return service(true).patterns(QuerierFixture.ASKER, query(selector, step));
    }

    private PatternsService service(boolean enabled) {
        return new PatternsService(
                enabled,
                new IngesterCalls(() -> new IngesterDirectory.View(fixture.members, fixture.absent, true, 1), blocking),
                new QueryRunner(
                        new QueryPlaces(1, 1), tenant -> TenantLimits.DEFAULTS, fixture.bucket.clock, nanos -> {}),
                tenant -> TenantLimits.DEFAULTS,
                fixture.bucket.clock);
    }

    private RangeQuery query(String selector, String step) {
        return RangeQuery.parse(
                Parameters.ofQuery("start=" + Bucket.DAY_NANOS + "&end=" + (Bucket.DAY_NANOS + 3_600_000_000_000L)
                        + "&step=" + step + "&query=" + URLEncoder.encode(selector, StandardCharsets.UTF_8)),
                fixture.bucket.clock);
    }

    private static StreamPatterns stream(Labels labels, MinedPattern... patterns) {
        return new StreamPatterns(labels, List.of(patterns));
    }

    /** Steps and counts in turn. */
    private static MinedPattern mined(String pattern, String level, int... stepsAndCounts) {
        int[] steps = new int[stepsAndCounts.length / 2];
        long[] counts = new long[steps.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = stepsAndCounts[2 * i];
            counts[i] = stepsAndCounts[2 * i + 1];
        }
        return new MinedPattern(pattern, level, steps, counts);
    }

    private static PatternSeries series(String pattern, String level, int... secondsAndCounts) {
        MinedPattern mined = mined(pattern, level, secondsAndCounts);
        long[] seconds = new long[mined.steps().length];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = mined.steps()[i];
        }
        return new PatternSeries(pattern, level, seconds, mined.counts());
    }
}
