package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.GoDuration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every job must have for instances to come, go and be found without anybody's help. */
class JobsTest {
    private static final String CLIENT = "nomad-client.hcl";

    static List<JobFile> jobs() {
        return JobFile.all();
    }

    static List<JobFile> services() {
        return JobFile.services();
    }

    /** Jobs of instances that anybody may start anew elsewhere. */
    static Stream<JobFile> stateless() {
        return Stream.of("distributor", "querier", "compactor").map(JobFile::of);
    }

    /** Jobs of instances that keep something on a volume. */
    static Stream<JobFile> stateful() {
        return Stream.of("ingester", "standalone").map(JobFile::of);
    }

    static Stream<JobFile> lodur() {
        return jobs().stream().filter(job -> !job.component().equals("promtail"));
    }

    @Test
    void thereIsAJobForEachComponent() {
        assertThat(jobs())
                .extracting(JobFile::component)
                .containsExactly("compactor", "distributor", "ingester", "promtail", "querier", "standalone");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void jobsComeBeforeOrdinaryOnesAndTakeWhatABoardHas(JobFile job) {
        assertThat(job.job().number("priority")).isEqualTo(80);
        assertThat(job.task().block("resources").number("cpu")).isEqualTo(1000);
        assertThat(job.task().block("resources").number("memory")).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesAreCountedByAVariable(JobFile job) {
        assertThat(job.content().labeled("variable").get("count").number("default"))
                .isEqualTo(1);
        assertThat(JobFile.text(job.file())).contains("count = var.count");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void portsAreDynamic(JobFile job) {
        Map<String, Block> ports = job.group().block("network").labeled("port");
        assertThat(ports).containsKey("http");
        assertThat(ports.values()).allSatisfy(port -> assertThat(port.fields()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesHaveAPortForGrpcAndTellIt(JobFile job) {
        assertThat(job.group().block("network").labeled("port")).containsOnlyKeys("http", "grpc");
        assertThat(job.service().block("meta").text("grpc_port")).isEqualTo("${NOMAD_HOST_PORT_grpc}");
    }

    @ParameterizedTest
    @MethodSource("services")
    void consulChecksReadinessAndGrpc(JobFile job) {
        assertThat(job.service().text("on_update")).isEqualTo("require_healthy");
        assertThat(job.checks())
                .anySatisfy(check ->
                        assertThat(check.texts()).containsEntry("type", "http").containsEntry("path", "/ready"))
                .anySatisfy(check -> assertThat(check.texts())
                        .containsEntry("type", "grpc")
                        .containsEntry("port", "grpc")
                        .containsEntry("grpc_use_tls", "false"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void checksAreCompleteAndNoneRestartsWhatIsOnlyNotReady(JobFile job) {
        assertThat(job.service().text("port")).isEqualTo("http");
        assertThat(job.checks()).isNotEmpty().allSatisfy(check -> {
            assertThat(nanos(check, "timeout")).isBetween(1_000_000_000L, nanos(check, "interval"));
            assertThat(check.has("check_restart")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("stateless")
    void newVersionsOfStatelessServicesProveThemselvesAsCanaries(JobFile job) {
        Block update = job.group().block("update");
        assertThat(update.number("canary")).isEqualTo(1);
        assertThat(update.flag("auto_promote")).isTrue();
        assertThat(update.flag("auto_revert")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("stateful")
    void newVersionsOfStatefulServicesFollowOneAfterTheOther(JobFile job) {
        Block update = job.group().block("update");
        assertThat(update.number("canary")).isZero();
        assertThat(update.number("max_parallel")).isEqualTo(1);
        assertThat(update.flag("auto_revert")).isTrue();
        // Nomad refuses to promote where there is no canary.
        assertThat(update.has("auto_promote")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("lodur")
    void deploymentsJudgeByChecksAndHaveTimeForThem(JobFile job) {
        for (Block deployment : List.of(job.group().block("update"), job.group().block("migrate"))) {
            assertThat(deployment.number("max_parallel")).isEqualTo(1);
            assertThat(deployment.text("health_check")).isEqualTo("checks");
            assertThat(nanos(deployment, "min_healthy_time")).isLessThan(nanos(deployment, "healthy_deadline"));
        }
        assertThat(nanos(job.group().block("update"), "healthy_deadline"))
                .isLessThan(nanos(job.group().block("update"), "progress_deadline"));
    }

    @ParameterizedTest
    @MethodSource("lodur")
    void whatFailsIsPlacedAgainForEver(JobFile job) {
        assertThat(job.group().block("reschedule").flag("unlimited")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("lodur")
    void instancesAreAskedToStopAndHaveTheTimeThatNomadAllows(JobFile job) {
        Block client = new Block(JobFile.parse(JobFile.text(CLIENT))).block("client");
        assertThat(job.task().text("kill_signal")).isEqualTo("SIGTERM");
        assertThat(nanos(job.task(), "kill_timeout"))
                .isEqualTo(nanos(client, "max_kill_timeout"))
                .isGreaterThan(parsed(job.task().block("env").text("DRAIN_TIMEOUT")));
    }

    @ParameterizedTest
    @MethodSource("stateful")
    void volumesAreMountedWhereTheDataGoes(JobFile job) {
        Block volume = job.group().labeled("volume").get("data");
        Block mount = job.task().block("volume_mount");
        assertThat(volume.text("type")).isEqualTo("host");
        assertThat(volume.flag("read_only")).isFalse();
        assertThat(mount.text("volume")).isEqualTo("data");
        assertThat(mount.text("destination")).isEqualTo(job.task().block("env").text("DATA_DIRECTORY"));
        // Without isolation a task sees no mounts.
        assertThat(job.task().text("driver")).isEqualTo("exec");
        // It stays with its volume: on its node as long as that is there, and back to it afterwards.
        assertThat(job.group().block("restart").text("mode")).isEqualTo("delay");
        assertThat(job.group().block("ephemeral_disk").flag("sticky")).isTrue();
        assertThat(job.group().block("disconnect").text("reconcile")).isEqualTo("keep_original");
    }

    @Test
    void theVolumeOfIngestersIsOneThatTheAgentsConfigurationHas() {
        Block client = new Block(JobFile.parse(JobFile.text(CLIENT))).block("client");
        assertThat(client.labeled("host_volume"))
                .containsKey(JobFile.of("ingester")
                        .group()
                        .labeled("volume")
                        .get("data")
                        .text("source"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void executablesComeFromTheUsersOwnServerForTheNodesArchitecture(JobFile job) {
        Block artifact = job.task().block("artifact");
        assertThat(artifact.text("source"))
                .startsWith(JobFile.ARTIFACTS + "/")
                .endsWith(job.component() + "-linux-${attr.cpu.arch}");
        assertThat(artifact.text("mode")).isEqualTo("file");
        assertThat(job.task().block("config").text("command")).isEqualTo(artifact.text("destination"));
        assertThat(job.content().labeled("variable").get("artifacts").has("default"))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void changedKeysReachTheProcessBySignal(JobFile job) {
        for (Block changing : List.of(job.task().block("vault"), job.template())) {
            assertThat(changing.text("change_mode")).isEqualTo("signal");
            assertThat(changing.text("change_signal")).isEqualTo("SIGHUP");
        }
        assertThat(job.template().text("destination")).startsWith("secrets/");
        assertThat(job.template().text("perms")).isEqualTo("600");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void instancesDoNotAllChangeAtOnce(JobFile job) {
        assertThat(nanos(job.template(), "splay")).isPositive();
        assertThat(job.template().has("change_mode")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void prometheusIsToldWhereTheMetricsAre(JobFile job) {
        assertThat(job.service().block("meta").texts())
                .containsEntry("metrics_path", "/metrics")
                .containsEntry("role", job.component());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void variablesAreDescribedAndUsed(JobFile job) {
        job.content().labeled("variable").forEach((name, variable) -> {
            assertThat(variable.text("description")).isNotBlank();
            assertThat(JobFile.text(job.file())).contains("var." + name);
        });
    }

    @Test
    void promtailRunsOnEveryNodeAndReadsTheLogsOfAll() {
        JobFile job = JobFile.of("promtail");
        assertThat(job.job().text("type")).isEqualTo("system");
        assertThat(job.task().text("driver")).isEqualTo("raw_exec");
        // Nomad refuses these in system jobs.
        assertThat(job.group().has("migrate")).isFalse();
        assertThat(job.group().has("reschedule")).isFalse();
    }

    private static long nanos(Block block, String name) {
        return parsed(block.text(name));
    }

    private static long parsed(String duration) {
        return GoDuration.parse(duration).orElseThrow(IllegalArgumentException::new);
    }
}
