package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The pieces for Grafana, Prometheus, Vault, Consul and Fabio fit the jobs and the metrics that there are. */
class SurroundingsTest {
    private static final String SECRET = "hashiatho.me-v2/data/loki_logs_bucket";

    @Test
    void grafanasDataSourceIsRoutedToTheQuerier() {
        Map<String, Object> source = sources().getFirst();

        assertThat(source).containsEntry("type", "loki");
        String path = String.valueOf(source.get("url")).replaceFirst("http://localhost:9999", "");
        assertThat(FabioRoutes.ofServices().target(path + "/loki/api/v1/query_range"))
                .contains(new FabioRoutes.Target("querier", "/loki/api/v1/query_range"));
    }

    private static List<Map<String, Object>> sources() {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(JobFile.text("grafana-datasource.yml"));
        return file.get("datasources");
    }

    @Test
    void prometheusAsksConsulForTheServicesOfAllJobs() {
        String file = JobFile.text("prometheus-scrape.yml");
        List<String> services =
                JobFile.all().stream().map(job -> job.service().text("name")).toList();

        Map<String, List<Map<String, List<Map<String, List<String>>>>>> scrapes = new Yaml().load(file);
        assertThat(scrapes.get("scrape_configs").getFirst().get("consul_sd_configs"))
                .singleElement()
                .satisfies(consul -> assertThat(consul.get("services")).hasSameElementsAs(services));
        for (String meta : List.of("metrics_path", "role")) {
            assertThat(file).contains("__meta_consul_service_metadata_" + meta);
        }
    }

    @Test
    void alertsAskForMetricsThatThereAre() {
        String file = JobFile.text("alert-rules.yml");

        assertThat(new Yaml().<Map<String, Object>>load(file)).containsKey("groups");
        assertThat(MetricNames.mentioned(file)).isNotEmpty().isSubsetOf(MetricNames.registered());
    }

    @Test
    void vaultLetsTheJobsReadTheSecretOfTheTemplate() throws JsonProcessingException {
        Block policy = new Block(JobFile.parse(JobFile.text("vault-policy.hcl")));
        JsonNode role = new ObjectMapper().readTree(JobFile.text("vault-role.json"));

        assertThat(policy.labeled("path").get(SECRET).texts("capabilities")).containsExactly("read");
        assertThat(JobFile.text("loki.yml.tpl")).contains("secret \"" + SECRET.replace("/data/", "/") + "\"");
        assertThat(role.path("token_policies").get(0).asText()).isEqualTo("lodur");
        assertThat(JobFile.services())
                .allSatisfy(job ->
                        assertThat(job.task().block("vault").text("role")).isEqualTo("lodur"));
    }

    @Test
    void consulLetsTheServicesWriteTheirRing() {
        Block policy = new Block(JobFile.parse(JobFile.text("consul-policy.hcl")));
        String prefix = policy.labeled("key_prefix").keySet().iterator().next();

        assertThat(JobFile.text("loki.yml.tpl")).contains("prefix: " + prefix);
        assertThat(policy.labeled("key_prefix").get(prefix).text("policy")).isEqualTo("write");
        assertThat(policy.labeled("session_prefix").get("").text("policy")).isEqualTo("write");
    }

    @Test
    void fabioListensWhereAgentsPushAndWaitsForAllChecks() {
        assertThat(JobFile.text("fabio.properties"))
                .contains("proxy.addr = :9999")
                .contains("registry.consul.checksRequired = all");
        assertThat(JobFile.of("promtail").task().block("env").text("PUSH_URL"))
                .startsWith("http://localhost:9999/loki/");
    }
}
