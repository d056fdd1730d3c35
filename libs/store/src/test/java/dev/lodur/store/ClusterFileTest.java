package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.FaultyObjectStore.Fault;
import dev.lodur.store.FaultyObjectStore.Operation;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterFileTest {
    private static final String KEY = "lodur/cluster.json";

    private final CountingObjectStore counting = new CountingObjectStore(new MemoryObjectStore(new ManualClock()));
    private final FaultyObjectStore bucket = new FaultyObjectStore(counting);
    private final MemoryCatalogPointer pointer = new MemoryCatalogPointer();
    private final Random random = new Random(4);

    private ClusterFile process() {
        return new ClusterFile(bucket, Optional.of(pointer), Slices.NAMES, random);
    }

    private ClusterFile processWithoutConsul() {
        return new ClusterFile(bucket, Optional.empty(), Slices.NAMES, random);
    }

    @Test
    void readingMakesNothing() {
        assertThat(process().find()).isEmpty();
        assertThat(bucket.list("", "").objects()).isEmpty();
    }

    @Test
    void theFirstCommitMakesTheClusterAndLeavesNothingElse() {
        Cluster made = processWithoutConsul().join();

        assertThat(made.commitWay()).isEqualTo(CommitWay.CONDITIONAL_WRITES);
        assertThat(made.id()).hasSize(32);
        assertThat(processWithoutConsul().find()).contains(made);
        assertThat(bucket.list("", "").objects()).extracting(ListedObject::key).containsExactly(KEY);
    }

    @Test
    void theProbeRunsOncePerProcessAndBeforeAnyCommitOnly() {
        process().join();
        ClusterFile process = process();
        long before = counting.requests(RequestClass.A);

        process.find();
        assertThat(counting.requests(RequestClass.A)).isEqualTo(before);
        process.join();
        process.join();

        assertThat(counting.requests(RequestClass.A)).isEqualTo(before + 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"UNAVAILABLE", "RATE_LIMITED", "INTERNAL"})
    void aBucketThatFailsDuringTheProbeIsProbedAgain(ErrorCode code) {
        ClusterFile process = process();
        bucket.script(Operation.PUT, new Fault.None(), new Fault.Fail(code));

        assertFails(code, process::join);

        assertThat(process.join().commitWay()).isEqualTo(CommitWay.CONDITIONAL_WRITES);
    }

    @Test
    void aProbeThatIsSweptInTheMiddleDoesNotMakeTheBucketLookWorse() {
        bucket.script(Operation.PUT, new Fault.None(), new Fault.Before(this::removeAll));

        assertThat(processWithoutConsul().join().commitWay()).isEqualTo(CommitWay.CONDITIONAL_WRITES);
    }

    private void removeAll() {
        bucket.list("", "").objects().forEach(object -> bucket.delete(object.key()));
    }

    @Test
    void aLostAnswerToTheFirstPutIsFoundByTheNextTry() {
        ClusterFile process = process();
        bucket.script(Operation.PUT, new Fault.None(), new Fault.None(), new Fault.None(), new Fault.LoseAnswer());

        assertFails(ErrorCode.UNAVAILABLE, process::join);

        assertThat(process.join()).isEqualTo(process().join());
    }

    @Test
    void ofTwoThatMakeItAtOnceBothTakeTheFirstOnes() {
        Set<Cluster> made = new HashSet<>();
        bucket.script(
                Operation.PUT,
                new Fault.None(),
                new Fault.None(),
                new Fault.None(),
                new Fault.Before(() -> made.add(process().join())));

        made.add(process().join());

        assertThat(made).hasSize(1);
    }

    @Test
    void aBucketThatIgnoresConditionsTakesThePointer() {
        bucket.setIgnoringConditions(true);

        Cluster made = process().join();

        assertThat(made.commitWay()).isEqualTo(CommitWay.POINTER);
        assertThat(process().find()).contains(made);
        assertThat(process().join()).isEqualTo(made);
    }

    @Test
    void aBucketThatRefusesConditionsAsUnknownTakesThePointerToo() {
        bucket.script(Operation.PUT, new Fault.None(), new Fault.Fail(ErrorCode.INVALID_REQUEST));

        assertThat(process().join().commitWay()).isEqualTo(CommitWay.POINTER);
    }

    @Test
    void ofTwoThatMakeItBehindThePointerBothTakeTheFirstOnes() {
        bucket.setIgnoringConditions(true);
        Set<Cluster> made = new HashSet<>();
        bucket.script(
                Operation.PUT,
                new Fault.None(),
                new Fault.None(),
                new Fault.Before(() -> made.add(process().join())));

        made.add(process().join());

        assertThat(made).hasSize(1);
        assertThat(process().find()).isEqualTo(made.stream().findFirst());
    }

    @Test
    void aPutBehindThePointerThatFailsIsMadeUpForByTheNext() {
        bucket.setIgnoringConditions(true);
        ClusterFile process = process();
        bucket.script(Operation.PUT, new Fault.None(), new Fault.None(), new Fault.Fail(ErrorCode.UNAVAILABLE));
        assertFails(ErrorCode.UNAVAILABLE, process::join);

        Cluster joined = process().join();

        assertThat(joined.commitWay()).isEqualTo(CommitWay.POINTER);
        assertThat(process().find()).contains(joined);
    }

    @Test
    void pointersThatHaveLostTheirValuesAreNotTakenForAnEmptyBucket() {
        bucket.setIgnoringConditions(true);
        process().join();
        pointer.clear();

        assertFails(ErrorCode.INTERNAL, () -> process().find());
        assertFails(ErrorCode.INTERNAL, () -> process().join());
    }

    @Test
    void aServiceWithoutThePointerNeitherReadsNorCommits() {
        bucket.setIgnoringConditions(true);
        process().join();

        assertFails(ErrorCode.INTERNAL, () -> processWithoutConsul().find());
        assertFails(ErrorCode.INTERNAL, () -> processWithoutConsul().join());
    }

    @Test
    void withNeitherThereIsOneWriter() {
        bucket.setIgnoringConditions(true);

        assertThat(processWithoutConsul().join().commitWay()).isEqualTo(CommitWay.ONE_WRITER);
        assertThat(processWithoutConsul().join().commitWay()).isEqualTo(CommitWay.ONE_WRITER);
    }

    @Test
    void aBucketThatHasStoppedToObeyConditionsTakesNoCommits() {
        process().join();
        bucket.setIgnoringConditions(true);

        assertFails(ErrorCode.INTERNAL, () -> process().join());
        assertThat(process().find()).isPresent();
    }

    @Test
    void aFileOfALaterVersionIsRefusedAndAnythingElseIsCorrupt() {
        put("{\"format_version\": 2, \"cluster_id\": \"x\"}");
        assertFails(ErrorCode.FORMAT_TOO_NEW, () -> process().find());

        put("{\"format_version\":1,\"cluster_id\":\"x\",\"commit_way\":\"by-hand\"}");
        assertFails(ErrorCode.FORMAT_TOO_NEW, () -> process().join());

        put("<html>");
        assertFails(ErrorCode.CORRUPT, () -> process().join());

        put("{ \"commit_way\" : \"one-writer\", \"added\": 7, \"cluster_id\": \"x\", \"format_version\" : 1 }");
        assertThat(process().find()).contains(new Cluster("x", CommitWay.ONE_WRITER));
    }

    private void put(String text) {
        bucket.put(KEY, new ObjectBody.OfBytes(text.getBytes(StandardCharsets.UTF_8)), PutCondition.ALWAYS);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).as(e.text()).isEqualTo(code));
    }
}
