package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.VolumeQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumeServiceTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final String EMPTY = "\"resultType\":\"vector\",\"result\":[],";

    private final QuerierFixture fixture = new QuerierFixture();
    private final TestIngester ingester = fixture.ingester("a");
    private QueryLimits limits = QueryLimits.DEFAULTS;
    private final TenantLimits.Source source =
            tenant -> new TenantLimits(TenantLimits.DEFAULTS.ingest(), limits, RetentionLimits.NONE);
    private final VolumeService volumes = new VolumeService(
            fixture.querier,
            new QueryRunner(new QueryPlaces(1, 1), source, fixture.bucket.clock, nanos -> {}),
            source,
            fixture.bucket.clock);

    @BeforeEach
    void someStreams() {
        ingester.add(row("web", "prod", 1, "12345"), row("web", "dev", 2 * HOUR, "123"), row("db", "prod", 5, "1"));
        ingester.flush();
        ingester.add(row("web", "prod", HOUR, "1234567"), row("db", "prod", HOUR + 1, "12"));
        ingester.add(new Bucket.Row(Labels.of("app", "bare"), 3, "1234"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void volumesAreSummedUnderTheLabelsThatTheSelectorNamesTheLargestFirst() {
        assertThat(instant("{app=~\".+\"}", ""))
                .contains("[" + sample("{\"app\":\"web\"}", 15) + "," + sample("{\"app\":\"bare\"}", 4) + ","
                        + sample("{\"app\":\"db\"}", 3) + "]");
        assertThat(instant("{app=~\".+\",env=\"prod\"}", ""))
                .contains("[" + sample("{\"app\":\"web\",\"env\":\"prod\"}", 12) + ","
                        + sample("{\"app\":\"db\",\"env\":\"prod\"}", 3) + "]");
    }

    @Test
    void labelsAskedForNarrowTheStreamsToThoseThatHaveThem() {
        assertThat(instant("{app=~\".+\"}", "&targetLabels=env"))
                .contains("[" + sample("{\"env\":\"prod\"}", 15) + "," + sample("{\"env\":\"dev\"}", 3) + "]");
        assertThat(instant("{app=~\".+\"}", "&targetLabels=nosuch")).contains(EMPTY);
    }

    @Test
    void anEmptySelectorGivesEachStreamAndItsLabels() {
        assertThat(instant("{}", "&limit=1")).contains("[" + sample("{\"app\":\"web\",\"env\":\"prod\"}", 12) + "]");
    }

    @Test
    void volumesOfLabelsNamesAreThoseOfTheStreamsThatHaveThem() {
        assertThat(instant("{app=~\".+\"}", "&aggregateBy=labels"))
                .contains("[" + sample("{\"app\":\"\"}", 22) + "," + sample("{\"env\":\"\"}", 18) + "]");
    }

    @Test
    void eachBucketHasItsSampleAtItsEnd() {
        assertThat(range("{app=~\".+\",env=~\".+\"}", "&step=1h&targetLabels=app"))
                .contains("\"resultType\":\"matrix\"")
                .contains("{\"metric\":{\"app\":\"web\"},\"values\":[" + value(1, 5) + "," + value(2, 7) + ","
                        + value(3, 3) + "]},{\"metric\":{\"app\":\"db\"},\"values\":[" + value(1, 1) + ","
                        + value(2, 2) + "]}");
    }

    @Test
    void seriesOfOneBucketAreAVector() {
        assertThat(range("{app=~\".+\",env=\"dev\"}", "&step=1h"))
                .contains("\"resultType\":\"vector\"")
                .contains("{\"metric\":{\"app\":\"web\",\"env\":\"dev\"},\"value\":" + value(3, 3) + "}");
        assertThat(range("{app=\"nosuch\"}", "&step=1h")).contains(EMPTY);
    }

    @Test
    void whatIsSwitchedOffIsNotThere() {
        limits = limits(false, 1000);

        assertFailure("{app=\"web\"}", ErrorCode.NOT_FOUND, "volume_enabled");
    }

    @Test
    void moreSeriesThanAllowedAreRefused() {
        limits = limits(true, 2);

        assertFailure("{app=~\".+\"}", ErrorCode.LIMIT_EXCEEDED, "limit: 2 series");
        assertThat(instant("{app=~\".+\",env=~\".+\"}", "&targetLabels=app")).contains("web", "db");
    }

    @Test
    void whatIsNoSelectorIsRefused() {
        assertFailure("{app=\"web\"} |= \"x\"", ErrorCode.INVALID_QUERY, "only label matchers are supported");
        assertFailure("{app=~\".*\"}", ErrorCode.INVALID_QUERY, "parse error");
    }

    private static QueryLimits limits(boolean volumeEnabled, int volumeMaxSeries) {
        QueryLimits defaults = QueryLimits.DEFAULTS;
        return new QueryLimits(
                defaults.maxQueryLength(),
                defaults.maxQueryLookback(),
                defaults.maxQueryRange(),
                defaults.maxQuerySeries(),
                defaults.maxEntriesLimitPerQuery(),
                defaults.queryTimeout(),
                defaults.maxStreamsMatchersPerQuery(),
                defaults.maxQueryBytesRead(),
                defaults.splitQueriesByInterval(),
                volumeEnabled,
                volumeMaxSeries,
                List.of(),
                0,
                false,
                10);
    }

    private void assertFailure(String query, ErrorCode code, String text) {
        assertThatThrownBy(() -> instant(query, ""))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    private static Bucket.Row row(String app, String env, long offsetNanos, String line) {
        return new Bucket.Row(Labels.of("app", app, "env", env), offsetNanos, line);
    }

    private static String sample(String metric, long bytes) {
        return "{\"metric\":" + metric + ",\"value\":" + value(4, bytes) + "}";
    }

    private static String value(int hours, long bytes) {
        return "[" + (Bucket.DAY_NANOS + hours * HOUR) / 1_000_000_000L + ",\"" + bytes + "\"]";
    }

    private String instant(String query, String more) {
        return text(volumes.instant(
                QuerierFixture.ASKER, VolumeQuery.parseInstant(parameters(query, more), fixture.bucket.clock)));
    }

    private String range(String query, String more) {
        return text(volumes.range(
                QuerierFixture.ASKER, VolumeQuery.parseRange(parameters(query, more), fixture.bucket.clock)));
    }

    private static Parameters parameters(String query, String more) {
        return Parameters.ofQuery("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start="
                + Bucket.DAY_NANOS + "&end=" + (Bucket.DAY_NANOS + 4 * HOUR) + more);
    }

    private static String text(Consumer<JsonWriter> answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.accept(new JsonWriter(out));
        return out.toString(StandardCharsets.UTF_8);
    }
}
