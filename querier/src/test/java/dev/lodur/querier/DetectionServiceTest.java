package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.lokiapi.read.DetectedField;
import dev.lodur.lokiapi.read.DetectedFieldsQuery;
import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.TimeBounds;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.LodurException;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectionServiceTest {
    private static final TimeBounds BOUNDS =
            new TimeBounds(Bucket.ALL_DAY.startNanos(), Bucket.ALL_DAY.startNanos() + 3_600_000_000_000L);

    private final QuerierFixture fixture = new QuerierFixture();
    private final TestIngester ingester = fixture.ingester("a");

    @BeforeEach
    void lines() {
        ingester.add(
                of("web", 1, "{\"old\":1}"), of("web", 5, "status=200 took=5ms"), of("web", 6, "status=500 took=7ms"));
        ingester.add(of("db", 7, "rows=3"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private DetectionService service() {
        TenantLimits limits = new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, RetentionLimits.NONE);
        QueryRunner runner =
                new QueryRunner(new QueryPlaces(1, 10), tenant -> limits, fixture.bucket.clock, queued -> {});
        return new DetectionService(fixture.querier, runner, tenant -> limits, fixture.bucket.clock);
    }

    private static DetectedFieldsQuery query(String query, int lines, int fields) {
        return new DetectedFieldsQuery(query, BOUNDS, 1_000_000_000L, lines, fields);
    }

    @Test
    void fieldsAreFoundInTheNewestLinesOfTheQuery() {
        List<DetectedField> fields = service().fields(QuerierFixture.ASKER, query("{app=\"web\"}", 2, 10));

        assertThat(fields).extracting(DetectedField::label).containsExactlyInAnyOrder("status", "took");
        assertThat(fields).extracting(DetectedField::type).containsExactlyInAnyOrder("int", "duration");
        assertThat(fields).extracting(DetectedField::cardinality).containsOnly(2L);
    }

    @Test
    void onlySoManyFieldsAreTold() {
        assertThat(service().fields(QuerierFixture.ASKER, query("{app=\"web\"}", 10, 1)))
                .hasSize(1);
    }

    @Test
    void valuesOfAFieldAreTold() {
        assertThat(service().values(QuerierFixture.ASKER, "status", query("{app=~\".+\"}", 10, 10)))
                .containsExactlyInAnyOrder("200", "500");
    }

    @Test
    void metricQueriesHaveNoFields() {
        assertThatThrownBy(() -> service().fields(QuerierFixture.ASKER, query("rate({app=\"web\"}[1m])", 10, 10)))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY))
                .hasMessageContaining("got a metric query: rate({app=\"web\"}[1m])");
    }

    @Test
    void labelsThatStreamsCanBeChosenByAreTold() {
        assertThat(service().labels(QuerierFixture.ASKER, new LabelsQuery("", BOUNDS)))
                .isEqualTo(Map.of("app", 2L));
        assertThat(service().labels(QuerierFixture.ASKER, new LabelsQuery("{app=\"db\"}", BOUNDS)))
                .isEqualTo(Map.of("app", 1L));
    }
}
