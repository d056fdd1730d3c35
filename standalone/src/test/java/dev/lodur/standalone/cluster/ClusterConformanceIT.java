package dev.lodur.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.standalone.ConformanceCases;
import dev.lodur.testkit.conformance.HttpSender;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Four services around Consul and a bucket answer as one process does, and so as Loki did: what is pushed to the
 * distributor is asked of the querier. They run from the home lab's own file with the limits of the recording.
 */
class ClusterConformanceIT {
    private static final String REFERENCE = "reference-config.yaml";

    @Test
    void oneOfEachAnswersFromMemoryAndFromTheBucket() throws Exception {
        try (Cluster cluster = Cluster.start("conformance-1", recorded(Shape.HOME_LAB, REFERENCE))) {
            assertAnswered(cluster);
        }
    }

    @Test
    void threeReplicasAnswerFromMemoryAndFromTheBucket() throws Exception {
        Shape shape = recorded(Shape.HOME_LAB.withIngesters(3, 3), REFERENCE);
        try (Cluster cluster = Cluster.start("conformance-3", shape)) {
            assertAnswered(cluster);
        }
    }

    @Test
    void tenantsAreKeptApart() throws Exception {
        Shape shape = recorded(Shape.HOME_LAB, "reference-config-multitenant.yaml");
        try (Cluster cluster = Cluster.start("conformance-tenants", shape);
                HttpSender sender = sender(cluster)) {
            new ConformanceCases(sender).assertMultiTenant();
        }
    }

    /** The limits that the answers were recorded with, and who the tenant is. */
    private static Shape recorded(Shape shape, String reference) {
        String text = ConformanceCases.text(reference);
        String limits = text.substring(text.indexOf("limits_config:"), text.indexOf("querier:"));
        String tenancy = text.lines()
                .filter(line -> line.startsWith("auth_enabled:"))
                .findFirst()
                .orElseThrow();
        return shape.withSections(tenancy + "\n" + limits).withFlags("-compactor.segment-age-min=0s");
    }

    private static void assertAnswered(Cluster cluster) throws Exception {
        try (HttpSender sender = sender(cluster)) {
            ConformanceCases cases = new ConformanceCases(sender);
            cases.pushCorpus();
            cases.assertSingleTenant();
            cluster.flush();
            cases.assertReads();
            // Who stops hands over all that it has.
            cluster.all(Role.INGESTER).forEach(ingester -> ingester.terminate(FailureScenarios.KILL_TIMEOUT));
            cluster.all(Role.INGESTER).forEach(Service::start);
            compact(cluster);
            cases.assertReads();
            assertThat(cluster.bucket().requestCount("PUT")).isPositive();
        }
    }

    private static void compact(Cluster cluster) {
        HttpResponse<String> compacted =
                cluster.all(Role.COMPACTOR).getFirst().process().post("/compactor/compact", "text/plain", new byte[0]);
        assertThat(compacted.statusCode()).as(compacted.body()).isEqualTo(204);
    }

    private static HttpSender sender(Cluster cluster) {
        return new HttpSender(
                URI.create(cluster.distributor().base()),
                URI.create(cluster.querier().base()),
                Duration.ofSeconds(60));
    }
}
