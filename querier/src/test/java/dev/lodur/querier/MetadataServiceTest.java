package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.lokiapi.read.LabelsQuery;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.lokiapi.read.SeriesQuery;
import dev.lodur.lokiapi.read.StatsQuery;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataServiceTest {
    private final QuerierFixture fixture = new QuerierFixture();
    private final TestIngester ingester = fixture.ingester("a");
    private final MetadataService metadata = new MetadataService(
            fixture.querier,
            new QueryRunner(new QueryPlaces(1, 1), tenant -> TenantLimits.DEFAULTS, fixture.bucket.clock, nanos -> {}),
            tenant -> TenantLimits.DEFAULTS,
            fixture.bucket.clock);

    @BeforeEach
    void someStreams() {
        ingester.add(of("web", 10, "12345"), of("db", 20, "123"));
        ingester.flush();
        ingester.add(of("web", 30, "1234567"));
        ingester.add(new Bucket.Row(Labels.of("app", "web", "env", "prod"), 40, "1"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void namesAndValuesComeSortedFromHeadAndBucket() {
        assertThat(metadata.labelNames(QuerierFixture.ASKER, labels(""))).containsExactly("app", "env");
        assertThat(metadata.labelValues(QuerierFixture.ASKER, "app", labels("")))
                .containsExactly("db", "web");
        assertThat(metadata.labelValues(QuerierFixture.ASKER, "nosuch", labels("")))
                .isEmpty();
    }

    @Test
    void aSelectorAndTheTimeNarrowThemDown() {
        assertThat(metadata.labelNames(QuerierFixture.ASKER, labels("&query=" + encode("{app=\"db\"}"))))
                .containsExactly("app");
        LabelsQuery early = LabelsQuery.parse(
                Parameters.ofQuery("start=" + Bucket.DAY_NANOS + "&end=" + (Bucket.DAY_NANOS + 20)),
                fixture.bucket.clock);
        assertThat(metadata.labelValues(QuerierFixture.ASKER, "app", early)).containsExactly("web");
    }

    @Test
    void seriesOfSeveralSelectorsComeOnceEach() {
        SeriesQuery query = SeriesQuery.parse(
                Parameters.ofQuery(
                        "match[]=" + encode("{app=\"web\"}") + "&match[]=" + encode("{env=\"prod\"}") + range()),
                fixture.bucket.clock);

        assertThat(metadata.series(QuerierFixture.ASKER, query))
                .containsExactlyInAnyOrder(Labels.of("app", "web"), Labels.of("app", "web", "env", "prod"));
    }

    @Test
    void statsCountFlushedAndUnflushedLines() {
        StatsQuery query = StatsQuery.parse(
                Parameters.ofQuery("query=" + encode("{app=\"web\"}") + range()), fixture.bucket.clock);

        MetadataService.Stats stats = metadata.stats(QuerierFixture.ASKER, query);

        assertThat(stats).isEqualTo(new MetadataService.Stats(2, 2, 13, 3));
    }

    @Test
    void severalTenantsAreALabel() {
        Asker both = new Asker(List.of(Bucket.TENANT, new Tenant("other")), QueryTags.NONE, true, action -> {});

        assertThat(metadata.labelNames(both, labels(""))).containsExactly("__tenant_id__", "app", "env");
        assertThat(metadata.labelValues(both, "__tenant_id__", labels(""))).containsExactly("fake", "other");
        assertThat(metadata.labelValues(both, "app", labels("&query=" + encode("{__tenant_id__=\"fake\"}"))))
                .containsExactly("db", "web");
        assertThatThrownBy(both::tenant).hasMessageContaining("multiple org IDs present");
        assertThat(both.orgId()).isEqualTo("fake|other");
    }

    @Test
    void aBadSelectorIsRefused() {
        assertThatThrownBy(() -> metadata.labelNames(QuerierFixture.ASKER, labels("&query=" + encode("{app="))))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("parse error");
    }

    private LabelsQuery labels(String more) {
        return LabelsQuery.parse(Parameters.ofQuery(range().substring(1) + more), fixture.bucket.clock);
    }

    private static String range() {
        return "&start=" + Bucket.DAY_NANOS + "&end=" + (Bucket.DAY_NANOS + 1000);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
