package dev.lodur.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Slices;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A commit to a real server that fails in each way: re-read; there already is success, else again after a second or more. */
class S3CatalogCommitTest {
    private final S3Server server = S3Server.start();
    private final ManualClock clock = new ManualClock();
    private final List<Long> sleeps = new ArrayList<>();
    private final ObjectStore store = new S3ObjectStore(S3Clients.of(server), server.bucket(), Duration.ofSeconds(20));
    private final CatalogObjects objects = new ConditionalCatalogObjects(store, Slices.NAMES);
    private final CatalogStore catalogs = new CatalogStore(objects, clock, sleeps::add, new Random(1));
    private final CatalogStore other = new CatalogStore(objects, clock, millis -> {}, new Random(2));

    @AfterEach
    void stop() {
        server.stop();
    }

    static Stream<S3Fault> faults() {
        return Stream.of(
                new S3Fault.LoseAnswer(),
                new S3Fault.CutRequest(),
                S3Fault.Answer.FAILED,
                S3Fault.Answer.UNAVAILABLE,
                S3Fault.Answer.SLOW_DOWN,
                S3Fault.Answer.TOO_MANY,
                new S3Fault.Answer(409, "ConditionalRequestConflict"),
                new S3Fault.Answer(412, "PreconditionFailed"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPutThatFailsIsNeitherLostNorDoubled(S3Fault fault) {
        commit(other, 1);
        server.faults().script("PUT", fault, fault);

        commit(catalogs, 2);

        assertThat(numbers()).containsExactly(1, 2);
        assertThat(sleeps).isNotEmpty().allMatch(millis -> millis >= 1_000);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFirstPutOfADayThatFailsIsNeitherLostNorDoubled(S3Fault fault) {
        server.faults().script("PUT", fault);

        commit(catalogs, 1);

        assertThat(numbers()).containsExactly(1);
        assertThat(sleeps).hasSize(1).allMatch(millis -> millis >= 1_000);
    }

    @Test
    void aReadBackThatIsCutIsNeitherLostNorDoubled() {
        commit(other, 1);
        server.faults().script("GET", new S3Fault.None(), new S3Fault.LoseAnswer(), new S3Fault.CutAnswer());

        commit(catalogs, 2);

        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void anotherWriterThatIsFasterLosesNothing() {
        commit(other, 1);
        server.faults().script("PUT", new S3Fault.Before(() -> commit(other, 2)), new S3Fault.LoseAnswer());

        commit(catalogs, 3);

        assertThat(numbers()).containsExactlyInAnyOrder(1, 2, 3);
    }

    private static void commit(CatalogStore catalogs, int number) {
        catalogs.commit(Slices.TENANT, Slices.DAY, CatalogChange.Add.of(Slices.entry(number)));
    }

    private List<Integer> numbers() {
        return other.read(Slices.TENANT, Slices.DAY).entries().stream()
                .map(CatalogEntry::checksum)
                .toList();
    }
}
