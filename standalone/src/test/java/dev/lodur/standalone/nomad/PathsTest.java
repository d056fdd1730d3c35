package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Fabio's tags and Consul's checks name is what the services answer. */
class PathsTest {
    private static final String PREFIX = "/loki";

    private final FabioRoutes routes = FabioRoutes.ofServices();

    static List<JobFile> services() {
        return JobFile.services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void checksAskForPathsThatTheServiceHas(JobFile job) {
        assertThat(job.checks())
                .filteredOn(check -> check.has("path"))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(OfferedPaths.of(job.component()).contain(check.text("path")))
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("services")
    void tagsLeadToPathsThatTheServiceHas(JobFile job) {
        assertThat(job.service().texts("tags"))
                .filteredOn(tag -> tag.startsWith("urlprefix-"))
                .allSatisfy(tag -> {
                    String prefix = tag.substring("urlprefix-".length()).split(" ")[0];
                    FabioRoutes.Target target = routes.target(prefix).orElseThrow();
                    assertThat(target.service()).isEqualTo(job.component());
                    assertThat(OfferedPaths.of(job.component()).lieBelow(target.path()))
                            .as(target.path())
                            .isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "/loki/loki/api/v1/push, distributor",
        "/loki/api/prom/push, distributor",
        "/loki/otlp/v1/logs, distributor",
        "/loki/loki/api/v1/query_range, querier",
        "/loki/loki/api/v1/query, querier",
        "/loki/loki/api/v1/labels, querier",
        "/loki/loki/api/v1/label/app/values, querier",
        "/loki/loki/api/v1/series, querier",
        "/loki/loki/api/v1/index/stats, querier",
        "/loki/loki/api/v1/index/volume_range, querier",
        "/loki/loki/api/v1/drilldown-limits, querier",
        "/loki/loki/api/v1/tail, querier",
        "/loki/loki/api/v1/status/buildinfo, querier",
        "/loki/api/prom/query, querier",
        "/loki/ready, querier"
    })
    void requestsReachTheServiceThatHasTheirPath(String path, String service) {
        FabioRoutes.Target target = routes.target(path).orElseThrow();

        assertThat(target.service()).isEqualTo(service);
        assertThat(target.path()).isEqualTo(path.substring(PREFIX.length()));
        assertThat(OfferedPaths.of(service).contain(target.path())).isTrue();
    }

    @Test
    void thePathsOfPushingAreTheDistributorsAlone() {
        assertThat(OfferedPaths.of("querier").contain("/loki/api/v1/push")).isFalse();
        assertThat(OfferedPaths.of("distributor").contain("/loki/api/v1/query")).isFalse();
    }

    @Test
    void theQueryStaysAsItIs() {
        assertThat(routes.target("/loki/loki/api/v1/query?query=%7Ba%3D%22/loki%22%7D"))
                .hasValueSatisfying(target ->
                        assertThat(target.path()).isEqualTo("/loki/api/v1/query?query=%7Ba%3D%22/loki%22%7D"));
    }

    @Test
    void whatIsNotLodursIsNotRouted() {
        assertThat(routes.target("/grafana")).isEmpty();
    }

    @Test
    void canariesGetNoRequestsBeforeTheyArePromoted() {
        for (String component : List.of("distributor", "querier")) {
            assertThat(JobFile.of(component).service().texts("canary_tags"))
                    .noneMatch(tag -> tag.startsWith("urlprefix-"));
        }
    }

    @Test
    void standaloneAnswersUnderTheSamePrefix() {
        FabioRoutes alone = FabioRoutes.of(List.of(JobFile.of("standalone")));

        assertThat(alone.target("/loki/loki/api/v1/push"))
                .contains(new FabioRoutes.Target("standalone", "/loki/api/v1/push"));
    }
}
