package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.DeleteRequest.State;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeleteLogTest {
    private static final Freshness MINUTE = new Freshness.MaxAge(Duration.ofMinutes(1));

    private final ManualClock clock = new ManualClock();
    private final CountingObjectStore bucket = new CountingObjectStore(new MemoryObjectStore(clock));
    private final FaultyObjectStore faulty = new FaultyObjectStore(bucket);
    private final CatalogObjects objects = new ConditionalCatalogObjects(faulty, Slices.NAMES);
    private final DeletesReader reader = new DeletesReader(objects, clock, 10);
    private final List<Long> sleeps = new ArrayList<>();
    private final DeleteLog log = new DeleteLog(objects, reader, clock, sleeps::add, new Random(1));

    @Test
    void aRequestGoesFromReceivedOverProgressToProcessed() {
        DeleteRequest request = Deletes.request("a", 0);
        log.add(Slices.TENANT, List.of(request));
        assertThat(log.pending(Slices.TENANT)).extracting(DeleteRequest::state).containsExactly(State.RECEIVED);

        log.progress(Slices.TENANT, request.id(), 0.5);
        assertThat(log.pending(Slices.TENANT))
                .extracting(DeleteRequest::state)
                .containsExactly(new State.Progress(0.5));

        log.processed(Slices.TENANT, Set.of(request.id()));
        assertThat(log.pending(Slices.TENANT)).isEmpty();
        assertThat(log.read(Slices.TENANT).requests())
                .extracting(DeleteRequest::state)
                .containsExactly(new State.Processed(clock.millis()));
    }

    @Test
    void eachChangeMadeAgainPutsNothing() {
        DeleteRequest request = Deletes.request("a", 0);
        log.add(Slices.TENANT, List.of(request));
        log.progress(Slices.TENANT, request.id(), 0.5);
        log.processed(Slices.TENANT, Set.of(request.id()));
        log.expiredBefore(Slices.TENANT, 5_000);
        long version = log.read(Slices.TENANT).version();

        log.add(Slices.TENANT, List.of(request));
        log.progress(Slices.TENANT, request.id(), 0.7);
        log.processed(Slices.TENANT, Set.of(request.id()));
        log.cancel(Slices.TENANT, Set.of(request.id()));
        log.expiredBefore(Slices.TENANT, 4_000);

        assertThat(log.read(Slices.TENANT).version()).isEqualTo(version);
        assertThat(log.read(Slices.TENANT).expiredBeforeNanos()).isEqualTo(5_000);
    }

    @Test
    void onlyPendingRequestsAreTakenBack() {
        DeleteRequest first = Deletes.request("a", 0);
        DeleteRequest second = Deletes.request("a", 1);
        log.add(Slices.TENANT, List.of(first, second));
        log.processed(Slices.TENANT, Set.of(first.id()));

        log.cancel(Slices.TENANT, Set.of(first.id(), second.id()));

        assertThat(log.read(Slices.TENANT).requests())
                .extracting(DeleteRequest::id)
                .containsExactly(first.id());
    }

    @Test
    void aLostAnswerIsFoundToHaveSucceeded() {
        faulty.script(Operation.PUT, new Fault.LoseAnswer());

        log.add(Slices.TENANT, List.of(Deletes.request("a", 0)));

        assertThat(log.read(Slices.TENANT).requests()).hasSize(1);
        assertThat(bucket.requests(RequestClass.A)).isEqualTo(1);
        assertThat(sleeps).hasSize(1).allMatch(millis -> millis >= 1_000);
    }

    @Test
    void tooManyPendingRequestsAreRefusedWhole() {
        log.add(Slices.TENANT, requests("a", DeleteChange.PENDING_MAX - 1));

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> log.add(Slices.TENANT, requests("b", 2)))
                .withMessageContaining("2000")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));

        assertThat(log.pending(Slices.TENANT)).hasSize(DeleteChange.PENDING_MAX - 1);
    }

    private static List<DeleteRequest> requests(String group, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(part -> Deletes.request(group, part))
                .toList();
    }

    @Test
    void theReaderOfTheSameProcessSeesAChangeAtOnceAndAsksOnceAMinuteOtherwise() {
        assertThat(reader.read(Slices.TENANT, MINUTE).requests()).isEmpty();
        assertThat(reader.read(Slices.TENANT, MINUTE).requests()).isEmpty();
        assertThat(bucket.requests(RequestClass.B)).isEqualTo(1);

        log.add(Slices.TENANT, List.of(Deletes.request("a", 0)));

        assertThat(reader.read(Slices.TENANT, MINUTE).requests()).hasSize(1);
    }

    @Test
    void theReaderKnowsWhatItReadLastWhileTheBucketIsAway() {
        log.add(Slices.TENANT, List.of(Deletes.request("a", 0)));
        assertThat(reader.known(Slices.TENANT)).isEmpty();
        var _ = reader.read(Slices.TENANT, MINUTE);

        faulty.setAway(true);

        assertThat(reader.known(Slices.TENANT))
                .hasValueSatisfying(known -> assertThat(known.requests()).hasSize(1));
    }

    @Test
    void aProcessedRequestGoesOnHidingForAsLongAsACatalogMayBeOld() {
        DeleteRequest request = Deletes.request("a", 0);
        log.add(Slices.TENANT, List.of(request));
        TenantDeletes processed = log.processed(Slices.TENANT, Set.of(request.id()));
        long afterMillis = TenantDeletes.HIDDEN_AFTER_PROCESSED.toMillis();

        assertThat(processed.hiding(clock.millis() + afterMillis - 1)).hasSize(1);
        assertThat(processed.hiding(clock.millis() + afterMillis)).isEmpty();
    }
}
