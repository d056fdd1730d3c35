package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.lokiapi.read.DeleteQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeleteRequest;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.FaultyObjectStore;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.Slices;
import dev.lodur.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeleteRequestsTest {
    private static final Tenant TENANT = Slices.TENANT;
    private static final String WHOLE = "{app=\"web\"}";
    private static final String FILTERED = WHOLE + " |= \"secret\"";
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final ManualClock clock = new ManualClock();
    private final FaultyObjectStore store = new FaultyObjectStore(new MemoryObjectStore(clock));
    private final CatalogObjects objects = new ConditionalCatalogObjects(store, Slices.NAMES);
    private final DeleteLog log =
            new DeleteLog(objects, new DeletesReader(objects, clock, 10), clock, clock::advanceMillis, new Random(1));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredDeletes metrics = new MeteredDeletes(registry, clock);
    private final DeleteRequests requests = new DeleteRequests(
            log,
            new DeleteRequests.Settings(Duration.ofHours(24), Duration.ofHours(24)),
            clock,
            new Random(1),
            metrics);

    private void add(String query, long startMillis, long endMillis, String interval) {
        Optional<Duration> parsed = interval.isEmpty() ? Optional.empty() : Optional.of(Duration.parse(interval));
        requests.add(TENANT, new DeleteQuery(query, startMillis, endMillis, parsed));
    }

    private DeleteGroup only() {
        List<DeleteGroup> groups = requests.list(TENANT, TimeRange.ALL);
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }

    @Test
    void aRequestWithFiltersIsDividedIntoPartsOfADayThatLeaveNoGap() {
        add(FILTERED, 1_000, 1_000 + 2 * DAY_MILLIS + 5, "");

        List<DeleteRequest> parts = only().parts();
        assertThat(parts).hasSize(3);
        assertThat(parts).extracting(DeleteRequest::part).containsExactly(0, 1, 2);
        assertThat(parts.getFirst().startNanos()).isEqualTo(1_000_000_000);
        assertThat(parts.getLast().endNanos()).isEqualTo((1_000 + 2 * DAY_MILLIS + 5) * 1_000_000);
        for (int i = 1; i < 3; i++) {
            assertThat(parts.get(i).startNanos()).isEqualTo(parts.get(i - 1).endNanos() + 1);
        }
    }

    @Test
    void oneWithoutFiltersStaysWhole() {
        add(WHOLE, 0, 365 * DAY_MILLIS, "");

        assertThat(only().parts()).hasSize(1);
        assertThat(only().status()).isEqualTo("received");
    }

    @Test
    void theClientMayAskForShorterPartsButNotForLongerOnes() {
        add(FILTERED, 0, DAY_MILLIS, "PT6H");
        assertThat(only().parts()).hasSize(4);

        refused(() -> add(FILTERED, 0, DAY_MILLIS, "PT25H"), ErrorCode.INVALID_REQUEST, "delete_max_interval");
        refused(() -> add(FILTERED, 0, 365 * DAY_MILLIS, "PT1S"), ErrorCode.LIMIT_EXCEEDED, "longer max_interval");
    }

    @Test
    void anInstantIsARequestToo() {
        add(FILTERED, 7_000, 7_000, "");

        assertThat(only().startNanos()).isEqualTo(only().endNanos());
    }

    @Test
    void aQueryThatParsesLinesIsRefused() {
        refused(() -> add(WHOLE + " | json", 0, 1, ""), ErrorCode.INVALID_QUERY, "label filters");
        assertThat(requests.list(TENANT, TimeRange.ALL)).isEmpty();
    }

    @Test
    void theStatusTellsHowMuchIsDone() {
        add(FILTERED, 0, 4 * DAY_MILLIS, "");
        List<DeleteRequest> parts = only().parts();

        log.processed(TENANT, Set.of(parts.getFirst().id()));
        log.progress(TENANT, parts.get(1).id(), 0.5);
        assertThat(only().status()).isEqualTo("37% Complete");

        parts.forEach(part -> log.processed(TENANT, Set.of(part.id())));
        assertThat(only().status()).isEqualTo("processed");
    }

    @Test
    void requestsOfARangeAreThoseThatOverlapIt() {
        add(WHOLE, 1_000, 2_000, "");

        assertThat(requests.list(TENANT, new TimeRange(2_000_000_000L, 3_000_000_000L)))
                .hasSize(1);
        assertThat(requests.list(TENANT, new TimeRange(2_000_000_001L, 3_000_000_000L)))
                .isEmpty();
        assertThat(requests.list(new Tenant("other"), TimeRange.ALL)).isEmpty();
    }

    @Test
    void aFreshRequestIsTakenBackWithAllItsParts() {
        add(FILTERED, 0, 4 * DAY_MILLIS, "");

        requests.cancel(TENANT, only().id(), false);

        assertThat(requests.list(TENANT, TimeRange.ALL)).isEmpty();
    }

    @Test
    void anOldOrBegunRequestIsTakenBackByForceAlone() {
        add(FILTERED, 0, 4 * DAY_MILLIS, "");
        String id = only().id();
        clock.advanceMillis(DAY_MILLIS + 1);
        refused(() -> requests.cancel(TENANT, id, false), ErrorCode.INVALID_REQUEST, "force=true");
        log.processed(TENANT, Set.of(only().parts().getFirst().id()));
        refused(() -> requests.cancel(TENANT, id, false), ErrorCode.INVALID_REQUEST, "partially completed");

        requests.cancel(TENANT, id, true);

        assertThat(only().parts()).hasSize(1);
        refused(() -> requests.cancel(TENANT, id, true), ErrorCode.INVALID_REQUEST, "already processed");
        refused(() -> requests.cancel(TENANT, "nosuch", true), ErrorCode.NOT_FOUND, "nosuch");
    }

    private static void refused(Runnable work, ErrorCode code, String text) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(work::run)
                .withMessageContaining(text)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void metricsCountWhatComesAndWhatWaits() {
        PendingDeletes pending = new PendingDeletes(log, metrics);
        add(FILTERED, 0, 2 * DAY_MILLIS, "");
        clock.advanceMillis(5_000);

        assertThat(pending.read(List.of(TENANT, new Tenant("other")))).containsOnlyKeys(TENANT);
        store.setAway(true);
        assertThatExceptionOfType(LodurException.class).isThrownBy(() -> pending.read(List.of(TENANT)));
        metrics.processed(TENANT, 2);
        metrics.deletedLines(TENANT, 7);

        assertThat(counted("loki_compactor_delete_requests_received_total")).isEqualTo(1);
        assertThat(counted("loki_compactor_delete_requests_processed_total")).isEqualTo(2);
        assertThat(gauged("loki_compactor_deleted_lines")).isEqualTo(7);
        assertThat(gauged("loki_compactor_pending_delete_requests_count")).isEqualTo(2);
        assertThat(gauged("loki_compactor_oldest_pending_delete_request_age_seconds"))
                .isEqualTo(5);
        for (String status : List.of("success", "failure")) {
            assertThat(registry.get("loki_compactor_load_pending_requests_attempts_total")
                            .tag("status", status)
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    private double counted(String name) {
        return registry.get(name).counter().count();
    }

    private double gauged(String name) {
        return registry.get(name).gauge().value();
    }
}
