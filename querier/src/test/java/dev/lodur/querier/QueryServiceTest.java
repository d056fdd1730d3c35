package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.InstantQuery;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.lokiapi.read.RangeQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryServiceTest {
    private static final String WEB = "{app=\"web\"}";
    private static final long MINUTE = 60_000_000_000L;

    private final QuerierFixture fixture = new QuerierFixture();
    private final TestIngester ingester = fixture.ingester("a");
    private final List<QueryReport> reports = new ArrayList<>();
    private final List<Long> queued = new ArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aLogQueryAnswersItsLinesAndIsReported() {
        ingester.add(of("web", 5, "hello"), of("db", 6, "other"));

        String json = range(QueryLimits.DEFAULTS, WEB + " |= \"hell\"", "");

        assertThat(json).contains("\"resultType\":\"streams\"", "\"hello\"").doesNotContain("other");
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.type()).isEqualTo("filter");
            assertThat(report.returnedLines()).isEqualTo(1);
        });
        assertThat(queued).hasSize(1);
    }

    @Test
    void moreEntriesThanAllowedAreRefusedInLokisWords() {
        QueryLimits limits =
                limits(Duration.ofHours(721), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), List.of());

        assertFailure(limits, WEB, "&limit=201", ErrorCode.LIMIT_EXCEEDED, "(201 > 200)");
        assertThat(range(limits, WEB, "&limit=200")).contains("streams");
        assertThat(range(limits, "count_over_time(" + WEB + "[1m])", "&limit=11"))
                .contains("matrix");
    }

    @Test
    void aRangeLongerThanAllowedIsRefused() {
        QueryLimits limits =
                limits(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), List.of());

        assertFailure(limits, WEB, "", ErrorCode.LIMIT_EXCEEDED, "query length: 1h0m0s, limit: 1m");
        assertFailure(limits, "count_over_time(" + WEB + "[1m])", "", ErrorCode.LIMIT_EXCEEDED, "limit: 1m");
    }

    @Test
    void theStartIsMovedIntoTheLookback() {
        fixture.bucket.clock.advance(Duration.ofHours(1));
        ingester.add(of("web", MINUTE, "old"), of("web", 50 * MINUTE, "young"));
        QueryLimits limits =
                limits(Duration.ofHours(721), Duration.ofMinutes(30), Duration.ZERO, Duration.ofMinutes(1), List.of());

        assertThat(range(limits, WEB, "")).contains("young").doesNotContain("old");
    }

    @Test
    void requiredLabelsAndTheLongestIntervalHoldForMetricQueriesToo() {
        QueryLimits limits = limits(
                Duration.ofHours(721), Duration.ZERO, Duration.ofMinutes(5), Duration.ofMinutes(1), List.of("env"));
        String bare = "sum(count_over_time({app=\"web\"}[1m])) / 2";

        assertFailure(limits, WEB, "", ErrorCode.LIMIT_EXCEEDED, "missing required matchers [env]");
        assertFailure(limits, bare, "", ErrorCode.LIMIT_EXCEEDED, "missing required matchers [env]");
        assertFailure(
                limits,
                "count_over_time({env=\"prod\"}[10m])",
                "",
                ErrorCode.LIMIT_EXCEEDED,
                "[interval] value exceeds limit: [10m] > [5m]");
        assertThatThrownBy(() -> instant(limits, bare)).hasMessageContaining("missing required matchers");
    }

    @Test
    void everythingIsSelectedOnlyWhereThatIsAllowedAndTheTimeIsBounded() {
        ingester.add(of("web", 5, "hello"), of("db", 6, "other"));
        QueryLimits allowed =
                limits(Duration.ofHours(721), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), List.of());
        QueryLimits unbounded = limits(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), List.of());

        assertThat(range(allowed, "{}", "")).contains("hello", "other");
        assertThat(range(allowed, "{} |= \"hell\"", "")).contains("hello").doesNotContain("other");
        assertFailure(allowed, "count_over_time({}[1m])", "", ErrorCode.INVALID_QUERY, "queries require");
        assertFailure(unbounded, "{}", "", ErrorCode.INVALID_QUERY, "queries require");
        assertFailure(QueryLimits.DEFAULTS, "{}", "", ErrorCode.INVALID_QUERY, "queries require");
    }

    @Test
    void aQueryThatTakesTooLongSaysWhatToDo() {
        ingester.add(of("web", 5, "hello"));
        ingester.afterReply = () -> fixture.bucket.clock.advance(Duration.ofMinutes(2));

        assertFailure(
                QueryLimits.DEFAULTS,
                WEB,
                "",
                ErrorCode.TIMEOUT,
                "request timed out, decrease the duration of the request");
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.status()).isEqualTo(504));
        ingester.awaitRepliesClosed();
    }

    @Test
    void aQueryWhoseClientHasGoneIsCancelled() {
        ingester.add(of("web", 5, "hello"));
        Asker gone = new Asker(Bucket.TENANT, QueryTags.NONE, Runnable::run);
        RangeQuery query = RangeQuery.parse(parameters(WEB, ""), fixture.bucket.clock);

        assertThatThrownBy(() -> service(QueryLimits.DEFAULTS).range(gone, query, EncodingFlags.parse(null)))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        ingester.awaitRepliesClosed();
    }

    @Test
    void instantsOfARangeAreMultiplesOfTheStepOutwards() {
        ingester.add(of("web", 5, "hello"));
        long start = Bucket.DAY_NANOS + 7_000_000_000L;
        String json = json(service(QueryLimits.DEFAULTS)
                .range(
                        QuerierFixture.ASKER,
                        RangeQuery.parse(
                                Parameters.ofQuery("query=" + encode("count_over_time(" + WEB + "[1m])") + "&start="
                                        + start + "&end=" + (start + 20_000_000_000L) + "&step=10"),
                                fixture.bucket.clock),
                        EncodingFlags.parse(null)));

        long second = Bucket.DAY_NANOS / 1_000_000_000L;
        assertThat(json)
                .contains(
                        "[[" + (second + 10) + ",\"1\"],[" + (second + 20) + ",\"1\"],[" + (second + 30) + ",\"1\"]]");
    }

    @Test
    void anInstantQueryTakesMetricsOnly() {
        assertThat(instant(QueryLimits.DEFAULTS, "vector(1)+vector(1)")).contains("\"2\"");
        assertThatThrownBy(() -> instant(QueryLimits.DEFAULTS, WEB))
                .hasMessageContaining("log queries are not supported");
    }

    private void assertFailure(QueryLimits limits, String query, String more, ErrorCode code, String text) {
        assertThatThrownBy(() -> range(limits, query, more)).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.text()).contains(text);
        });
    }

    private String range(QueryLimits limits, String query, String more) {
        RangeQuery parsed = RangeQuery.parse(parameters(query, more), fixture.bucket.clock);
        return json(service(limits).range(QuerierFixture.ASKER, parsed, EncodingFlags.parse(null)));
    }

    private String instant(QueryLimits limits, String query) {
        InstantQuery parsed = InstantQuery.parse(parameters(query, ""), fixture.bucket.clock);
        return json(service(limits).instant(QuerierFixture.ASKER, parsed));
    }

    /** The first hour of the day. */
    private static Parameters parameters(String query, String more) {
        return Parameters.ofQuery("query=" + encode(query) + "&start=" + Bucket.DAY_NANOS + "&end="
                + (Bucket.DAY_NANOS + 60 * MINUTE) + more);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String json(Consumer<JsonWriter> answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter json = new JsonWriter(out)) {
            answer.accept(json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private QueryService service(QueryLimits limits) {
        TenantLimits tenantLimits = new TenantLimits(IngestLimits.DEFAULTS, limits, RetentionLimits.NONE);
        QueryRunner runner =
                new QueryRunner(new QueryPlaces(1, 10), tenant -> tenantLimits, fixture.bucket.clock, queued::add);
        QueryWatch watch = new QueryWatch(fixture.bucket.clock, List.of(reports::add));
        return new QueryService(fixture.querier, runner, tenant -> tenantLimits, fixture.bucket.clock, watch);
    }

    private static QueryLimits limits(
            Duration length, Duration lookback, Duration range, Duration timeout, List<String> requiredLabels) {
        return new QueryLimits(
                length,
                lookback,
                range,
                500,
                200,
                timeout,
                1000,
                0,
                Duration.ofHours(1),
                true,
                1000,
                requiredLabels,
                0,
                true,
                10);
    }
}
