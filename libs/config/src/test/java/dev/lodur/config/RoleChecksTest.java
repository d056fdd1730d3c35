package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoleChecksTest {
    private static final String BUCKET = "storage_config: {aws: {bucketnames: logs, %s}}\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Target.class)
    void anApplicationRunsItsRoleWithoutBeingTold(Target application) {
        assertThat(load(application, "").targets()).isEqualTo(Set.of(application));
    }

    @Test
    void theTargetOfAnotherApplicationIsRefused() {
        assertRefused(
                Target.QUERIER,
                Map.of(),
                "target: ingester\n",
                "loki.yml:1: target is ingester, this application runs querier: start the application of the role,"
                        + " for example with ./lodur run -target=ingester");
        assertRefused(Target.ALL, Map.of(), "target: querier\n", "target is querier, this application runs all");
    }

    @Test
    void aGroupOfTargetsFitsEachApplicationInIt() {
        assertThat(load(Target.INGESTER, "target: write\n").targets()).isEqualTo(Set.of(Target.INGESTER));
        assertThat(load(Target.ALL, "target: 'read,write,backend'\n").targets()).isEqualTo(Set.of(Target.ALL));
        assertRefused(
                Target.QUERIER, Map.of(), "target: write\n", "target is distributor,ingester, this application runs");
    }

    @Test
    void oneProcessKeepsItsRingAndServicesThatRunApartUseConsul() {
        assertThat(load(Target.ALL, "").distributor().ring().store()).isEqualTo(RingConfig.Store.INMEMORY);
        assertThat(load(Target.DISTRIBUTOR, "").distributor().ring().store()).isEqualTo(RingConfig.Store.CONSUL);
    }

    @Test
    void aServiceThatRunsApartNeedsConsul() {
        assertRefused(
                Target.DISTRIBUTOR,
                Map.of(),
                "common: {ring: {kvstore: {store: inmemory}}}\n",
                "loki.yml:1: ingester.lifecycler.ring.kvstore.store is inmemory, expected consul: a service that runs"
                        + " apart finds the others there");
    }

    @ParameterizedTest
    @CsvSource({
        "consul",
        "consul:8500",
        "http://consul:8500",
        "https://consul.lan",
        "10.0.0.1:8500",
        "'[::1]:8500'",
    })
    void anAddressOfConsulMayHaveASchemeAndAPort(String host) {
        assertThat(load(Target.QUERIER, consul(host)).consul().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"''", "'a b'", "ftp://consul", "consul:port", "consul:8500/v1"})
    void aWrongAddressOfConsulIsNamed(String host) {
        assertRefused(
                Target.COMPACTOR,
                Map.of(),
                consul(host),
                "kvstore.consul.host is \"" + host + "\", expected an address such as localhost:8500");
        assertThat(load(Target.ALL, consul(host)).consul().host()).isEqualTo(host);
    }

    @Test
    void consulsOwnVariablesCountWhereTheFileSaysNothing() {
        Map<String, String> environment = Map.of("CONSUL_HTTP_ADDR", "consul:1", "CONSUL_HTTP_TOKEN", "secret");

        RingConfig.Consul open = load(Target.QUERIER, environment, "").consul();
        RingConfig.Consul set =
                load(Target.QUERIER, environment, consul("consul:2")).consul();
        RingConfig.Consul socket = load(Target.QUERIER, Map.of("CONSUL_HTTP_ADDR", "unix:///consul.sock"), "")
                .consul();

        assertThat(open.host()).isEqualTo("consul:1");
        assertThat(open.aclToken().value()).isEqualTo("secret");
        assertThat(set.host()).isEqualTo("consul:2");
        assertThat(socket.host()).isEqualTo("localhost:8500");
    }

    @Test
    void aFolderIsFineForOneProcessAndAWarningForSeveral() {
        assertThat(loaded(Target.ALL, Map.of(), "").warnings()).noneMatch(text -> text.contains("folder"));
        assertThat(loaded(Target.DISTRIBUTOR, Map.of(), "").warnings()).noneMatch(text -> text.contains("folder"));
        assertThat(loaded(Target.QUERIER, Map.of(), "").warnings())
                .anyMatch(text -> text.contains("services that run apart need a bucket"));
    }

    @Test
    void onlyADistributorNeedsNoBucket() {
        String text = "storage_config: {aws: {region: auto}}\n";

        assertThat(load(Target.DISTRIBUTOR, text).storage().store()).isInstanceOf(StorageConfig.S3.class);
        assertRefused(Target.INGESTER, Map.of(), text, "storage_config.aws.bucketnames is missing");
        assertRefused(Target.ALL, Map.of(), text, "storage_config.aws.bucketnames is missing");
    }

    @Test
    void credentialsComeFromTheFileOrFromTheEnvironment() {
        String keys = BUCKET.formatted("endpoint: e, access_key_id: a, secret_access_key: b");
        Map<String, String> environment =
                Map.of("AWS_ACCESS_KEY_ID", "c", "AWS_SECRET_ACCESS_KEY", "d", "AWS_SESSION_TOKEN", "t");

        StorageConfig.S3 own = bucket(load(Target.INGESTER, environment, keys));
        StorageConfig.S3 other = bucket(load(Target.INGESTER, environment, BUCKET.formatted("endpoint: e")));

        assertThat(own.accessKeyId().value() + own.secretAccessKey().value()).isEqualTo("ab");
        assertThat(own.sessionToken().isEmpty()).isTrue();
        assertThat(other.accessKeyId().value() + other.secretAccessKey().value())
                .isEqualTo("cd");
        assertThat(other.sessionToken().value()).isEqualTo("t");
    }

    @Test
    void credentialsThatAreNowhereAreRefused() {
        String aws = "storage_config.aws.";
        assertRefused(
                Target.QUERIER,
                Map.of(),
                BUCKET.formatted("endpoint: e"),
                aws + "access_key_id and " + aws + "secret_access_key are missing: set them, or AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY in the environment");
        assertRefused(
                Target.QUERIER,
                Map.of(),
                BUCKET.formatted("endpoint: e, access_key_id: a"),
                aws + "secret_access_key is missing beside " + aws + "access_key_id");
        assertThat(bucket(load(Target.QUERIER, Map.of(), BUCKET.formatted("region: eu-central-1")))
                        .endpoint())
                .as("Amazon's machines may have a role")
                .isEmpty();
        assertThat(bucket(load(Target.QUERIER, Map.of("AWS_PROFILE", "p"), BUCKET.formatted("endpoint: e")))
                        .accessKeyId()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aBucketWithoutAPlaceIsRefused() {
        assertRefused(
                Target.QUERIER,
                Map.of(),
                BUCKET.formatted("access_key_id: a, secret_access_key: b"),
                "storage_config.aws.endpoint and storage_config.aws.region are missing, expected one of them");
        assertThat(bucket(load(Target.QUERIER, Map.of("AWS_REGION", "r"), BUCKET.formatted("")))
                        .region())
                .isEqualTo("r");
    }

    @Test
    void anEndpointThatEndsWithTheBucketIsRefused() {
        assertRefused(
                Target.QUERIER,
                Map.of(),
                BUCKET.formatted("endpoint: 'https://id.r2.cloudflarestorage.com/logs'"),
                "storage_config.aws.endpoint is \"https://id.r2.cloudflarestorage.com/logs\", expected a host without"
                        + " a path");
    }

    @Test
    void aServiceIsRegisteredUnderTheAddressAndPortsThatOthersReach() {
        ServiceRegistrationConfig plain =
                load(Target.QUERIER, "common: {instance_addr: 10.0.0.1}\n").registration();
        ServiceRegistrationConfig own = load(Target.QUERIER, """
                service_registration:
                  register: false
                  name_prefix: logs
                  address: 10.0.0.2
                  http_port: 80
                  tags: [a, b]
                  meta: {zone: attic}
                """).registration();

        assertThat(plain)
                .isEqualTo(new ServiceRegistrationConfig(
                        true,
                        "lodur",
                        "10.0.0.1",
                        3100,
                        9095,
                        List.of(),
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10)));
        assertThat(plain.serviceName(Target.QUERIER)).isEqualTo("lodur-querier");
        assertThat(own.register()).isFalse();
        assertThat(own.serviceName(Target.COMPACTOR)).isEqualTo("logs-compactor");
        assertThat(own.address()).isEqualTo("10.0.0.2");
        assertThat(own.httpPort()).isEqualTo(80);
        assertThat(own.tags()).containsExactly("a", "b");
        assertThat(own.meta()).containsExactly(Map.entry("zone", "attic"));
        assertRefused(
                Target.QUERIER,
                Map.of(),
                "service_registration: {name_prefix: '', check_interval: 10ms}\n",
                "service_registration.check_interval is 10ms, expected at least 1s");
    }

    @Test
    void keysOfConsulMayBeWrittenWithASlashBefore() {
        ConsulKvConfig keys = load(Target.QUERIER, "consul_kv: {overrides_key: /loki/overrides}\n")
                .consulKv();

        assertThat(keys).isEqualTo(new ConsulKvConfig("", "loki/overrides"));
    }

    private static String consul(String host) {
        return "common: {ring: {kvstore: {consul: {host: '" + host + "'}}}}\n";
    }

    private static StorageConfig.S3 bucket(LokiConfig config) {
        return (StorageConfig.S3) config.storage().store();
    }

    private LokiConfig load(Target application, String text) {
        return load(application, Map.of(), text);
    }

    private LokiConfig load(Target application, Map<String, String> environment, String text) {
        return loaded(application, environment, text).config();
    }

    private ConfigLoader.Loaded loaded(Target application, Map<String, String> environment, String text) {
        ConfigFiles files = new ConfigFiles(directory);
        return files.loadAs(application, environment, files.write("loki.yml", text));
    }

    private void assertRefused(Target application, Map<String, String> environment, String text, String expected) {
        assertThatThrownBy(() -> load(application, environment, text))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining(expected);
    }
}
