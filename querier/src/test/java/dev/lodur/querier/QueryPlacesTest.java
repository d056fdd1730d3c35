package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueryPlacesTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Tenant A = new Tenant("a");
    private static final Tenant B = new Tenant("b");

    private final List<String> served = new CopyOnWriteArrayList<>();

    @Test
    void aFreePlaceIsHadAtOnceEvenWhereNobodyMayWait() {
        QueryPlaces places = new QueryPlaces(1, 0);

        try (QueryPlaces.Place place = places.take(A, Duration.ZERO)) {
            assertThat(places.inFlight()).isEqualTo(1);
        }
        assertThat(places.inFlight()).isZero();
    }

    @Test
    void whereTooManyOfATenantWaitTheNextIsRefusedAndOtherTenantsAreNot() throws InterruptedException {
        QueryPlaces places = new QueryPlaces(1, 1);
        QueryPlaces.Place place = places.take(A, LONG);
        Thread waiter = waiter(places, A, "a1", 1);

        assertThatThrownBy(() -> places.take(A, LONG)).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(e.text()).isEqualTo("too many outstanding requests");
        });
        Thread other = waiter(places, B, "b1", 2);
        place.close();
        waiter.join();
        other.join();

        assertThat(served).containsExactly("a1", "b1");
        assertThat(places.inFlight()).isZero();
    }

    @Test
    void placesGoToTenantsInTurn() throws InterruptedException {
        QueryPlaces places = new QueryPlaces(1, 10);
        QueryPlaces.Place place = places.take(A, LONG);
        List<Thread> waiters = List.of(
                waiter(places, A, "a1", 1),
                waiter(places, A, "a2", 2),
                waiter(places, A, "a3", 3),
                waiter(places, B, "b1", 4));

        place.close();
        for (Thread waiter : waiters) {
            waiter.join();
        }

        assertThat(served).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void whoWaitsTooLongIsTimedOutAndLeavesTheLine() {
        QueryPlaces places = new QueryPlaces(1, 1);
        QueryPlaces.Place place = places.take(A, LONG);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> places.take(A, Duration.ofMillis(1)))
                    .isInstanceOfSatisfying(
                            LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
        }
        assertThat(places.waiting()).isZero();
        place.close();
        assertThat(places.inFlight()).isZero();
    }

    @Test
    void whoIsInterruptedWhileWaitingIsCancelledAndLeavesTheLine() {
        QueryPlaces places = new QueryPlaces(1, 1);
        try (QueryPlaces.Place place = places.take(A, LONG)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> places.take(A, LONG))
                    .isInstanceOfSatisfying(
                            LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(places.waiting()).isZero();
        }
    }

    @Test
    void closingTwiceGivesOnePlaceBack() {
        QueryPlaces places = new QueryPlaces(1, 0);
        QueryPlaces.Place place = places.take(A, LONG);
        place.close();
        place.close();

        try (QueryPlaces.Place again = places.take(A, LONG)) {
            assertThatThrownBy(() -> places.take(A, LONG)).isInstanceOf(LodurException.class);
        }
    }

    /** Starts a query and returns when it stands in line. */
    private Thread waiter(QueryPlaces places, Tenant tenant, String name, int position) {
        Thread thread = Thread.ofVirtual().start(() -> {
            try (QueryPlaces.Place place = places.take(tenant, LONG)) {
                served.add(name);
            }
        });
        while (places.waiting() < position) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
